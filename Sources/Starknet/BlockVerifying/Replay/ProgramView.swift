import FiniteFields

/// Reads the public program segment by address, with bounds and a budget of work.
///
/// Addresses are offset + 1. Contracts may pass the same array again and again; the budget keeps the work of following
/// them linear in the program.
struct ProgramView {
    let cells: [Felt252]
    private var work: Int

    init(cells: [Felt252]) {
        self.cells = cells
        work = 64 * cells.count + 65_536
    }

    /// The cell at an offset.
    func cell(_ offset: Int) throws(ReplayFailure) -> Felt252 {
        guard offset >= 0, offset < cells.count else { throw .pointer }
        return cells[offset]
    }

    /// The offset that a pointer cell's value names.
    func offset(_ pointer: Felt252) throws(ReplayFailure) -> Int {
        guard let address = pointer.asUInt64, address >= 1, address <= UInt64(cells.count) + 1 else { throw .pointer }
        return Int(address) - 1
    }

    /// Cells from an offset on.
    mutating func array(_ offset: Int, count: Int) throws(ReplayFailure) -> [Felt252] {
        guard count >= 0, offset >= 0, count <= cells.count - offset else { throw .pointer }
        work -= count + 1
        guard work >= 0 else { throw .work }
        return Array(cells[offset..<offset + count])
    }

    /// The array between two pointers.
    mutating func array(from start: Felt252, to end: Felt252) throws(ReplayFailure) -> [Felt252] {
        let first = try offset(start)
        // Below 0 where the end comes first, which is refused with the other counts that do not fit.
        return try array(first, count: try offset(end) - first)
    }
}

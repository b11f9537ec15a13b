import ConstraintSystems
public import PackedFields

/// Where one component's rows put the inputs of another, the callee (STWO §6.3).
///
/// A callee's rows are those of all slots of its first caller, then those of the next, in whole vectors of sixteen rows. What is
/// left of a caller's active rows comes behind the vectors of all callers, row by row.
public struct WitnessCallee {
    /// The index of the relation that the callee yields.
    let relation: UInt8
    /// The callee's input columns.
    let columns: UnsafePointer<UnsafeMutablePointer<PackedM31>>
    let columnCount: Int
    /// How often a row of the caller calls. More is not taken.
    let slots: Int
    /// The caller's active rows.
    let activeRows: Int
    /// The first vector of slot 0, and the first row of what is left of slot 0.
    let firstVector: Int, firstRow: Int

    /// The caller answers for the room: `slots * (activeRows / 16)` vectors from `firstVector` on, and
    /// `slots * (activeRows % 16)` rows from `firstRow` on.
    public init(
        relation: UInt8, columns: UnsafePointer<UnsafeMutablePointer<PackedM31>>, columnCount: Int, slots: Int,
        activeRows: Int, firstVector: Int, firstRow: Int
    ) {
        self.relation = relation
        self.columns = columns
        self.columnCount = columnCount
        self.slots = slots
        self.activeRows = activeRows
        self.firstVector = firstVector
        self.firstRow = firstRow
    }

    /// Takes the inputs of sixteen rows, those that are active: vector `row` of the caller.
    func take(slot: Int, row: Int, _ input: Vector<PackedM31>) {
        guard slot < slots, input.count <= columnCount else { return }
        let whole = activeRows / 16, left = activeRows % 16
        if row < whole {
            let place = firstVector &+ slot &* whole &+ row
            for i in 0..<input.count { columns[i][place] = input[i] }
        } else if row == whole {
            for lane in 0..<left {
                let place = firstRow &+ slot &* left &+ lane
                for i in 0..<input.count { columns[i][place / 16].lanes[place % 16] = input[i].lanes[lane] }
            }
        }
    }
}

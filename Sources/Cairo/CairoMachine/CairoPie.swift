public import CasmModel
public import FiniteFields
import HashFunctions

/// A run that was carried over from another machine as its memory (a "position-independent execution"): the program, and
/// every cell that the run wrote, by segment.
///
/// Segment 0 is the program, 1 the execution stack, then follow one segment for each of the program's builtins, the two
/// empty ones where the run returns to, and those that hints made.
public struct CairoPie: Sendable {
    /// A cell of the memory.
    public struct Cell: Sendable {
        public var address: MachineAddress
        public var value: MemoryValue

        public init(address: MachineAddress, value: MemoryValue) {
            self.address = address
            self.value = value
        }
    }

    public var program: [Felt252]
    /// The position of `main` in the program.
    public var main: Int
    /// The builtins whose pointers `main` takes and returns, in order.
    public var builtins: [Builtin]
    /// The cells of all segments but the program's.
    public var cells: [Cell]
    /// The number of segments.
    public var segmentCount: UInt64
    /// The steps from `main` to its return, as the file has them.
    public var steps: UInt64

    public init(
        program: [Felt252], main: Int, builtins: [Builtin], cells: [Cell], segmentCount: UInt64, steps: UInt64
    ) {
        self.program = program
        self.main = main
        self.builtins = builtins
        self.cells = cells
        self.segmentCount = segmentCount
        self.steps = steps
    }
}

extension CairoPie {
    /// The hash by which a bootloader names the program: Blake2s over the bootloader's version 0, the position of `main`, the
    /// builtins and the words.
    public var programHash: Felt252 {
        let names = builtins.map { Felt252(shortString: $0.name) ?? .zero }
        return Blake2Felt252.hash(
            list: [.zero, Felt252(UInt64(main)), Felt252(UInt64(names.count))] + names + program)
    }
}

extension ProofRun {
    /// The words in front of a carried program: `ap += n; call main; jmp rel 0`.
    static let bootstrapCount = endOffset + 2
    /// The steps before `main`.
    public static let bootstrapSteps: UInt64 = 2
    /// The cells in front of a carried execution stack.
    static let stackShift: UInt64 = 2

    /// A run that executes a carried one again, from its memory alone: no hint runs, every value that an instruction needs
    /// stands in the memory already or follows from the instruction. In front of the program stands a bootstrap, as a
    /// verifier demands it; whatever pointed into program or stack points behind it.
    ///
    /// `badProgram` for a memory that no run of this program can have left.
    public convenience init(_ pie: CairoPie, limits: MachineLimits) throws(MachineError) {
        guard pie.main >= 0, pie.main < pie.program.count else { throw .badProgram }
        let program = CairoProgram(
            words: ProofRun.bootstrap(pie).map { MemoryValue($0) }, hints: [], stop: ProofRun.endOffset)
        try self.init(
            program, layout: Layout(builtins: pie.builtins, hasZeroSegment: false), stack: pie.builtins, limits: limits,
            environment: PlainEnvironment())
        let own = 2 + UInt64(pie.builtins.count)
        guard pie.segmentCount >= own + 2, pie.segmentCount <= limits.segments else { throw .badProgram }
        // The empty segments of the return address keep their numbers, so that those behind them do too.
        for _ in own..<pie.segmentCount { _ = try machine.addSegment() }
        for cell in pie.cells { try load(cell, returns: own) }
    }

    /// `returns`: the first of the two segments where the run returns to. They stand for frame and program counter of the
    /// caller, in the two cells behind the builtins' pointers, which the bootstrap's call writes itself.
    private func load(_ cell: CairoPie.Cell, returns: UInt64) throws(MachineError) {
        guard cell.address.segment > 0, cell.address.segment < returns || cell.address.segment > returns + 1 else {
            throw .badProgram
        }
        let first = UInt64(stack.count)
        if cell.address.segment == 1, first...first + 1 ~= cell.address.offset {
            let place = MachineAddress(segment: returns + cell.address.offset - first, offset: 0)
            guard cell.value.asAddress == place else { throw .badProgram }
            return
        }
        var value = cell.value
        if let pointer = value.asAddress {
            guard pointer.segment != returns, pointer.segment != returns + 1 else { throw .badProgram }
            value = MemoryValue(try ProofRun.shifted(pointer))
        }
        try machine.write(value, at: try ProofRun.shifted(cell.address))
    }

    /// Where an address of the carried run lies behind bootstrap and first stack cells.
    private static func shifted(_ address: MachineAddress) throws(MachineError) -> MachineAddress {
        let distance: UInt64 =
            switch address.segment {
            case 0: UInt64(bootstrapCount)
            case 1: stackShift
            default: 0
            }
        let (offset, overflow) = address.offset.addingReportingOverflow(distance)
        guard !overflow else { throw .addressRange }
        return MachineAddress(segment: address.segment, offset: offset)
    }

    private static func bootstrap(_ pie: CairoPie) -> [Felt252] {
        // From the call, two words before the jump, to `main`.
        let call = UInt64(bootstrapCount - 2 + pie.main)
        return [
            Felt252(0x0407_8001_7fff_7fff), Felt252(UInt64(pie.builtins.count)), Felt252(0x1104_8001_8001_8000),
            Felt252(call), Felt252(0x0107_8001_7fff_7fff), .zero,
        ] + pie.program
    }
}

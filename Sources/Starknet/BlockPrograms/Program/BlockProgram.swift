public import FiniteFields

/// A cell of a block program before it runs.
public enum ProgramCell: Sendable, Equatable {
    case felt(Felt252)
    /// A pointer into the program segment, by offset. Its public value is the address, offset + 1.
    case pointer(Int)
    /// Filled by the run; carries no meaning for the verifier.
    case advice

    /// The cell's public value where it is a constant.
    public var value: Felt252? {
        switch self {
        case .felt(let felt): felt
        case .pointer(let offset): Felt252(UInt64(truncatingIfNeeded: offset)) + .one
        case .advice: nil
        }
    }
}

/// A block as one provable Cairo program (block program §2), with what its run needs.
public struct BlockProgram: Sendable {
    public var cells: [ProgramCell]
    public var layout: CodeLayout
    public var manifest: BlockManifest
    public var plan: AllocationPlan
    /// The data area's parts in order.
    public var regions: [DataRegion]

    /// Offsets of the cells that are pointers, ascending.
    public var pointerCells: [Int] {
        cells.indices.filter { if case .pointer = cells[$0] { true } else { false } }
    }

    /// Offsets of the cells that the run fills, ascending.
    public var adviceCells: [Int] { cells.indices.filter { cells[$0] == .advice } }
}

/// Where the parts of the code area lie. Offsets in cells from the start of the program.
public struct CodeLayout: Sendable, Equatable {
    /// `main` begins behind the bootstrap's six felts.
    public var main: CellRange
    public var routines: CellRange
    /// First cell of each class's bytecode, in manifest order.
    public var classBases: [Int]
    public var costs: Int
    /// The code area's length, which is where the data area begins.
    public var codeCount: Int
    /// For each frame `main` runs: its index in the manifest and the offset of its `call` instruction.
    public var calls: [FrameCall]
    /// Offset of the routine that compares arrays of more than 32 elements.
    var longRoutine: Int

    public struct FrameCall: Sendable, Equatable {
        public var frame: Int
        public var offset: Int
    }
}

/// What the hints of the run need: where each placed allocation goes, and the dictionaries' sizes (block program §5-6).
/// Prover data; the verifier never sees it.
public struct AllocationPlan: Sendable, Equatable {
    public struct Frame: Sendable, Equatable {
        /// Ordinal of the allocation and its offset in the program segment, ascending by ordinal.
        public var placed: [(ordinal: Int, offset: Int)]
        /// Nil without a segment arena.
        public var dictionarySizes: [Int]?
        /// What the frame's arbitrary points come from; nil for those that come from their numbers alone.
        public var pointSeed: Felt252?

        public static func == (a: Frame, b: Frame) -> Bool {
            a.dictionarySizes == b.dictionarySizes && a.pointSeed == b.pointSeed && a.placed.count == b.placed.count
                && zip(a.placed, b.placed).allSatisfy { $0.ordinal == $1.ordinal && $0.offset == $1.offset }
        }
    }
    public var frames: [Frame]
}

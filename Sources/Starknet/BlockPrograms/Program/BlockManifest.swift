public import CasmModel
public import FiniteFields

/// What a verifier needs, beside the classes, to rebuild the code area of a block program and to find its data
/// (block program §9). Offsets are cells from the start of the program segment.
public struct BlockManifest: Sendable, Equatable {
    /// Classes in order of first use by a frame.
    public var classHashes: [Felt252]
    /// Frames in order of entry.
    public var frames: [FrameManifest]

    public init(classHashes: [Felt252], frames: [FrameManifest]) {
        self.classHashes = classHashes
        self.frames = frames
    }
}

/// Cells of the program segment.
public struct CellRange: Sendable, Equatable {
    public var offset: Int
    public var count: Int

    public init(offset: Int, count: Int) {
        self.offset = offset
        self.count = count
    }
}

/// One frame of the manifest.
public struct FrameManifest: Sendable, Equatable {
    /// Index of the transaction in the block.
    public var transaction: Int
    /// Index into `classHashes`.
    public var classIndex: Int
    /// The entry point's position in the class.
    public var entryOffset: Int
    /// The entry point's builtins in signature order. Not transmitted: the verifier takes them from the class.
    public var builtins: [Builtin]
    public var gasIn: UInt64
    public var gasOut: UInt64
    public var failed: Bool
    public var transcript: CellRange
    public var calldata: CellRange
    public var usage: BuiltinCounts
    public var returned: ReturnedData
    public var asserts: [AssertedArray]
    public var arena: ArenaManifest?
    /// Whether `main` runs the frame. A frame is uncovered exactly if its builtins name one without an AIR component;
    /// the verifier decides this itself.
    public var isCovered: Bool

    public init(
        transaction: Int, classIndex: Int, entryOffset: Int, builtins: [Builtin], gasIn: UInt64, gasOut: UInt64,
        failed: Bool, transcript: CellRange, calldata: CellRange, usage: BuiltinCounts, returned: ReturnedData,
        asserts: [AssertedArray], arena: ArenaManifest?, isCovered: Bool
    ) {
        self.transaction = transaction
        self.classIndex = classIndex
        self.entryOffset = entryOffset
        self.builtins = builtins
        self.gasIn = gasIn
        self.gasOut = gasOut
        self.failed = failed
        self.transcript = transcript
        self.calldata = calldata
        self.usage = usage
        self.returned = returned
        self.asserts = asserts
        self.arena = arena
        self.isCovered = isCovered
    }
}

/// How `main` checks a frame's returned data: its pointers equal a constant place, or its elements equal expected ones.
public struct ReturnedData: Sendable, Equatable {
    public var isPlaced: Bool
    /// The place, or the expected contents. The offset of empty asserted data has no meaning and is 0.
    public var range: CellRange

    public init(isPlaced: Bool, range: CellRange) {
        self.isPlaced = isPlaced
        self.range = range
    }
}

/// A request array whose place is advice: `main` asserts its end and its elements.
public struct AssertedArray: Sendable, Equatable {
    /// The transcript cell that holds the start pointer.
    public var cell: Int
    public var hasEnd: Bool
    public var expected: CellRange

    public init(cell: Int, hasEnd: Bool, expected: CellRange) {
        self.cell = cell
        self.hasEnd = hasEnd
        self.expected = expected
    }
}

/// A frame's segment arena (block program §6).
public struct ArenaManifest: Sendable, Equatable {
    /// Offset of the first triple.
    public var base: Int
    public var operations: Int
    public var dictionaries: Int
    /// Offset of the infos.
    public var infos: Int

    public init(base: Int, operations: Int, dictionaries: Int, infos: Int) {
        self.base = base
        self.operations = operations
        self.dictionaries = dictionaries
        self.infos = infos
    }
}

public import CasmModel
public import FiniteFields

/// One call of an entry point: everything the block program needs to run it again (block-programs §2-6).
///
/// Recorded whether or not the call's effects were rolled back later, and for aborted executions too.
public struct FrameRecording: Sendable, Equatable {
    public var classHash: Felt252
    public var type: EntryPointType
    public var selector: Felt252
    /// The entry point's offset in the class's code and its builtins, as the class says.
    public var offset: Int
    public var builtins: [Builtin]
    /// The contract whose storage is used.
    public var address: Felt252
    public var caller: Felt252
    /// Runs under the rules of validation: block info is rounded, calls are restricted.
    public var isValidation: Bool
    public var calldata: [Felt252]
    /// The gas passed to the function: the call's gas less 10,000.
    public var gasIn: UInt64
    /// The gas it returned.
    public var gasOut: UInt64
    /// It panicked; the returned data is the panic data.
    public var failed: Bool
    public var returned: RecordedArray
    /// Instances of each builtin in `builtins` but the segment arena.
    public var usage: [BuiltinUsage]
    public var steps: UInt64
    /// The final content of the allocations that a request array or the returned data starts in, by rising ordinal.
    public var allocations: [RecordedAllocation]
    public var systemCalls: [SystemCallRecording]
    /// Set exactly if `builtins` has the segment arena.
    public var arena: ArenaRecording?

    public init(
        classHash: Felt252, type: EntryPointType, selector: Felt252, offset: Int, builtins: [Builtin],
        address: Felt252, caller: Felt252, isValidation: Bool, calldata: [Felt252], gasIn: UInt64, gasOut: UInt64,
        failed: Bool, returned: RecordedArray, usage: [BuiltinUsage], steps: UInt64,
        allocations: [RecordedAllocation], systemCalls: [SystemCallRecording], arena: ArenaRecording?
    ) {
        self.classHash = classHash
        self.type = type
        self.selector = selector
        self.offset = offset
        self.builtins = builtins
        self.address = address
        self.caller = caller
        self.isValidation = isValidation
        self.calldata = calldata
        self.gasIn = gasIn
        self.gasOut = gasOut
        self.failed = failed
        self.returned = returned
        self.usage = usage
        self.steps = steps
        self.allocations = allocations
        self.systemCalls = systemCalls
        self.arena = arena
    }
}

/// Memory that an allocation hint of a frame got.
public struct RecordedAllocation: Sendable, Equatable {
    /// The number of the hint among the allocation hints the frame ran, from 0; dictionaries do not count.
    public var ordinal: Int
    /// The cells at the end of the frame; nil where nothing was written.
    public var content: [Felt252?]
    /// A cell holds a pointer (its content is given as nil): the allocation cannot be placed.
    public var holdsPointers: Bool

    public init(ordinal: Int, content: [Felt252?], holdsPointers: Bool) {
        self.ordinal = ordinal
        self.content = content
        self.holdsPointers = holdsPointers
    }
}

/// The segment arena of a frame at its end (block-programs §6).
public struct ArenaRecording: Sendable, Equatable {
    /// Creations and squashes of dictionaries: the triples appended to the arena.
    public var operations: Int
    /// `n_segments` and `n_finalized` of the triples in order, the first (0, 0) included.
    public var counts: [DictionaryCounts]
    /// For each dictionary, in order of creation, the number of cells of its accesses.
    public var dictionarySizes: [Int]
    /// For each dictionary its finalization index.
    public var finalizations: [Int]

    public init(operations: Int, counts: [DictionaryCounts], dictionarySizes: [Int], finalizations: [Int]) {
        self.operations = operations
        self.counts = counts
        self.dictionarySizes = dictionarySizes
        self.finalizations = finalizations
    }
}

/// How many dictionaries were created and squashed at a moment.
public struct DictionaryCounts: Sendable, Equatable {
    public var created: Int
    public var squashed: Int

    public init(created: Int, squashed: Int) {
        self.created = created
        self.squashed = squashed
    }
}

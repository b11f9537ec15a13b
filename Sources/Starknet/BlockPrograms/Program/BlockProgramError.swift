/// Why a recording gives no program. Recordings come from our own executor or from a file: every error is a typed
/// refusal, never a trap.
public enum BlockProgramError: Error, Equatable, Sendable {
    /// A class that a frame uses was not handed in.
    case classMissing(frame: Int)
    /// A frame, callee or root index that does not exist, or a frame that no call reaches or two calls reach.
    case frameIndex(frame: Int)
    /// The entry point lies outside the class's bytecode.
    case entryOffset(frame: Int)
    /// An array's location points outside what it names.
    case location(frame: Int, systemCall: Int)
    /// The frame's builtins name the segment arena, but the recording has no arena, or the other way round, or the
    /// arena's lists have unequal lengths.
    case arena(frame: Int)
    /// A secp handle that no earlier response of the frame made.
    case handle(frame: Int, systemCall: Int)
    /// A usage below zero, or more frames, cells or nesting than the limits allow.
    case limit
}

/// Bounds of block programs (block program §10).
public enum BlockProgramLimits {
    /// Cells of a program.
    public static let cellsMax = 1 << 27
    /// Cells of a program that a verifier rebuilds: thirty times a full block, 256 MiB.
    public static let verifiedCellsMax = 1 << 23
    public static let framesMax = 1 << 17
    public static let arrayMax = 1 << 20
    /// Nested calls of a transaction.
    public static let depthMax = 50
    /// Instances of one builtin in a block, over all frames: times the cells of an instance this fits into 31 bits.
    public static let usageMax = 1 << 27
}

/// Where generated code finds what belongs to a call: offsets in the context that every function gets first. A test compares
/// them with the C structure.
public enum ContextLayout {
    public static let gas = 0
    public static let rangeCheck = 8
    public static let pedersen = 16
    public static let bitwise = 24
    public static let ecOp = 32
    public static let poseidon = 40
    public static let segmentArena = 48
    public static let arenaTop = 56
    public static let arenaEnd = 64
    public static let table = 72
    public static let stackLimit = 80
    /// Gas of one use of each builtin that has a price, in the order of the price table.
    public static let costs = 88
    /// Bytes that generated code may touch.
    public static let size = 152
}

/// The functions that generated code calls, by their place in the table of the context.
public enum RuntimeFunction: Int, Sendable, CaseIterable {
    /// A system call: its number, request, response; 0, or 1 for a failure whose reason is in the response.
    case systemCall
    case pedersen
    case hades
    /// Points of the Stark curve; 0, or 1 for the other branch.
    case curve
    case divideFelts
    /// What is rare: see `RareOperation`.
    case rare
    /// Ends the call; does not return.
    case abort
    /// Memory when the arena is used up.
    case moreMemory
    case multiplyFelts
    case multiplyFeltBySmall
    /// One block into a state of Blake2s: state, count of bytes, block, whether it is the last, result.
    case blake

    public var offset: Int { rawValue * 8 }
}

/// Operations of `RuntimeFunction.curve`.
public enum CurveFunction: Int, Sendable {
    case stateInit, stateAdd, stateAddProduct, stateFinalize, fromX, new
}

/// Operations of `RuntimeFunction.rare`.
public enum RareOperation: Int, Sendable {
    case divide256 = 1
    case squareRoot256 = 2
    case divide512 = 3
    case squareRoot128 = 4
    case inverse256 = 5
    case newDictionary = 10
    case dictionaryEntry = 11
    case squashDictionary = 12
    case dictionaryEntries = 13
}

/// Why a call of native code did not come to its end.
public enum NativeAbort: UInt64, Sendable {
    /// The stack is used up.
    case stack = 1
    /// More memory than a call may take, or than the machine surely could have.
    case memory = 2
    /// Something that only the machine decides.
    case machine = 3
    /// What served a system call ended the execution.
    case host = 4
}

/// Why a CASM class is refused.
public enum CasmClassError: Error, Sendable, Equatable {
    /// More code words than `CasmClass.bytecodeMax`, or none at all.
    case bytecodeSize
    /// Segment lengths that do not add up to the code, are empty, or nest deeper than `CasmClass.segmentDepthMax`.
    case segmentLengths
    /// An entry point outside the code.
    case entryPointOffset
    /// Entry points of a type that are not sorted by selector, or are there twice.
    case entryPointOrder
    /// Builtins of an entry point that repeat or are not in the order of EXEC spec §3.9.
    case builtinOrder
    /// Hint positions that are outside the code or not rising, or too many hints at one position.
    case hintPosition
    /// A hint name that no compiler writes.
    case unknownHint
    /// A hint with a missing, extra or ill-typed field.
    case hintFields
    /// A builtin name that no class may use.
    case unknownBuiltin
}

extension CasmClassError {
    /// What is wrong, as a clause.
    public var explanation: String {
        switch self {
        case .bytecodeSize: "its code is too long"
        case .segmentLengths: "its segments do not add up to its code, are empty, or nest too deep"
        case .entryPointOffset: "an entry point is outside its code"
        case .entryPointOrder: "entry points are not in the order of their selectors"
        case .builtinOrder: "builtins of an entry point are repeated or out of order"
        case .hintPosition: "hints are outside its code, out of order, or too many in one place"
        case .unknownHint: "no compiler writes a hint of this name"
        case .hintFields: "a field of a hint is missing, unknown or of another type"
        case .unknownBuiltin: "no class may use a builtin of this name"
        }
    }
}

extension CasmClassError: CustomStringConvertible {
    public var description: String { explanation }
}

extension MachineError {
    /// What happened, as a clause.
    public var explanation: String {
        switch self {
        case .pcOutsideCode: "the program counter left the code"
        case .badInstruction: "a word is no instruction"
        case .unknownOperand: "an operand can neither be read nor deduced"
        case .unknownDestination: "a destination can neither be read nor deduced"
        case .assertionFailed: "an assertion of the program does not hold"
        case .notPointer: "a number stands where a pointer is needed"
        case .notFelt: "a pointer stands where a number is needed"
        case .pointerArithmetic: "a sum, product or quotient is not defined on pointers"
        case .noSuchSegment: "a pointer is to a segment that does not exist"
        case .memoryLimit: "it takes more memory than allowed"
        case .addressRange: "an address is out of range"
        case .inconsistentMemory: "a known cell would change its value"
        case .rangeCheck: "a value is outside the range of a range check"
        case .builtin: "inputs or outputs of a builtin are wrong"
        case .stepLimit: "it takes more steps than allowed"
        case .stopped: "it was told to end"
        case .hint: "a hint met values that it cannot work on"
        case .hintNotAllowed: "a hint may not run here"
        case .unknownHint: "a hint is not known"
        case .systemCall: "a system call ended it"
        case .extensionOperand: "operands of a Blake or QM31 instruction are out of range"
        case .returnValues: "a return value is missing or malformed"
        case .stopPointer: "a builtin's last pointer does not match what was used"
        case .security: "a rule that is checked at the end is broken"
        case .relocation: "a temporary segment has no relocation rule, or two"
        case .badProgram: "the program cannot be run in this way"
        }
    }
}

extension MachineError: CustomStringConvertible {
    public var description: String { explanation }
}

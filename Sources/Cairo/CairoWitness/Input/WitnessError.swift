public import CairoAIR

/// Why no trace can be made of a prover input. Inputs come from files: every way in which one can be wrong has its case.
public enum WitnessError: Error, Equatable, Sendable {
    /// The run uses a component that needs columns which this preprocessed trace does not have.
    case componentNotSupported(ComponentKind)
    /// The number of state lists or segments is not the protocol's.
    case malformed(MalformedInput)
    /// The word at an address that the run executes is no instruction, or one that no component proves.
    case illegalInstruction(UInt32)
    /// A register, id or address is out of range.
    case outOfRange(RangedQuantity)
    /// A builtin's segment is not a power of two of at least sixteen instances.
    case builtinSegment(ComponentKind)
    /// A table has more rows than the preprocessed trace has sequences for.
    case tableTooLarge(ComponentKind)
    /// An instruction, an operand or a table's row that the run uses is not in its memory.
    case inconsistentMemory
    /// A public address holds no value, or not the one that the protocol asks for.
    case publicMemory
    /// The random elements hit a table's entry; another channel salt helps.
    case zeroDenominator(ComponentKind)

    public enum MalformedInput: Equatable, Sendable {
        case stateLists, segments, values, noInstructions
    }
    public enum RangedQuantity: Equatable, Sendable {
        case register, id, address, value, tableSize
    }
}

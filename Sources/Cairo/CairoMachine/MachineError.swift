/// Why a run ended early. Code that is run is hostile: every misuse ends here, never in a trap.
public enum MachineError: UInt8, Error, Sendable, Equatable {
    /// The program counter left the known code, or the cell there is a pointer.
    case pcOutsideCode
    /// The word at the program counter is no instruction.
    case badInstruction
    /// An operand could neither be read nor deduced.
    case unknownOperand
    /// The destination could neither be read nor deduced.
    case unknownDestination
    /// An assertion of the program does not hold.
    case assertionFailed
    /// A felt stands where a pointer is needed.
    case notPointer
    /// A pointer stands where a felt is needed.
    case notFelt
    /// A sum, product or quotient that is not defined on pointers.
    case pointerArithmetic
    /// A pointer to a segment that does not exist.
    case noSuchSegment
    /// A write beyond the memory limits.
    case memoryLimit
    /// An address below zero or beyond 64 bits.
    case addressRange
    /// A known cell would change its value.
    case inconsistentMemory
    /// A value outside the range of a range-check builtin.
    case rangeCheck
    /// Wrong inputs or outputs of a builtin.
    case builtin
    /// The step limit is used up.
    case stepLimit
    /// The run was told to end (`MachineLimits.isStopped`).
    case stopped
    /// A hint met values it cannot work on.
    case hint
    /// A hint that may not run here (cheat codes, external hints).
    case hintNotAllowed
    /// A hint of a Cairo 0 program that is not known.
    case unknownHint
    /// The system-call handler stopped the run; the handler keeps the reason.
    case systemCall
    /// Operands of a Blake or QM31 instruction out of range.
    case extensionOperand
    /// A return value is missing or malformed at the end of a run.
    case returnValues
    /// A builtin pointer returned at the end does not match the use of its segment.
    case stopPointer
    /// The run broke a rule that is checked at its end: pointers to temporary segments, cells behind the program.
    case security
    /// A temporary segment has no relocation rule, or two.
    case relocation
    /// A program file with unusable content for the chosen way of running.
    case badProgram
}

public import BlockPrograms
public import FiniteFields
public import StarknetModel

/// Why an execution ended in a way that no caller can catch (EXEC §3.3). The transaction is reverted, or rejected while
/// it is validated.
public enum ExecutionAbort: Error, Equatable, Sendable {
    /// A call of an address without a contract.
    case noContract(ContractAddress)
    case undeclaredClass(ClassHash)
    /// More than 50 calls inside each other.
    case recursionDepth
    /// The code broke a rule of the machine; which one, as UTF-8 text.
    case machine(reason: [UInt8])
    /// The system call does not exist.
    case unknownSystemCall(Felt252)
    /// Arguments no compiled contract can produce, such as a storage key out of range.
    case malformedSystemCall(SystemCall)
    /// More events, keys or data than the protocol allows.
    case eventLimits
    /// Not allowed while a transaction is validated.
    case notInValidation(SystemCall)
    /// The address of a deployment is in use.
    case addressInUse(ContractAddress)
    /// The constructor panicked.
    case constructorFailed([Felt252])
    /// Arguments for a class without constructor.
    case constructorMissing
    /// A verifier is told that the execution was aborted and has no frames to see why: it is so on the validators' word.
    /// No execution ends like this.
    case claimed
}

/// What ends the work of a rule before its result: the protocol's own abort, or the host that cannot go on.
public enum RuleStop<Failure: Error>: Error {
    case abort(ExecutionAbort)
    case host(Failure)
}

public import BlockPrograms
public import CairoMachine
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
    /// The code broke a rule of the machine.
    case machine(MachineError)
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
    /// The state could not be read. The block cannot be made; the transaction is not to blame.
    case state(StateReadError)
}

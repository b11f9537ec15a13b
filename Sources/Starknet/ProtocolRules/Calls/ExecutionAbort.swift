public import BlockPrograms
public import FiniteFields
public import StarknetModel

/// Why an execution ended in a way that no caller can catch (EXEC §3.3). What follows from each stands in the table of
/// endings: `cause.ending`.
public enum ExecutionAbort: Error, Equatable, Sendable {
    /// A call of an address without a contract.
    case noContract(ContractAddress)
    /// A call or a deployment of a class that is not declared.
    case undeclaredClass(ClassHash)
    /// A contract would take on a class that is not declared.
    case undeclaredReplacement(ClassHash)
    /// More than 50 calls inside each other.
    case recursionDepth
    /// The code broke a rule of the machine; which one, as UTF-8 text.
    case machine(reason: [UInt8])
    /// The system call does not exist.
    case unknownSystemCall(Felt252)
    /// Arguments no compiled contract can produce, such as a storage key out of range.
    case malformedSystemCall(SystemCall)
    /// A storage domain other than 0.
    case storageDomain(Felt252)
    /// A message to what is no Ethereum address.
    case notEthereumAddress(Felt252)
    /// An event beyond the protocol's limits.
    case eventLimit(EventLimit, count: Int)
    /// More felts of messages than a transaction may send.
    case messageLimit
    /// Not allowed while a transaction is validated.
    case notInValidation(SystemCall)
    /// The address of a deployment is in use.
    case addressInUse(ContractAddress)
    /// The constructor of a deployment panicked or could not be entered.
    case constructorFailed(FailedConstructor)
    /// Arguments for a class without constructor.
    case constructorMissing

    /// The line of the table that the abort is an instance of.
    public var cause: EndingCause {
        switch self {
        case .noContract: .noContract
        case .undeclaredClass: .undeclaredClass
        case .undeclaredReplacement: .undeclaredReplacement
        case .recursionDepth: .recursionDepth
        case .machine, .unknownSystemCall: .machine
        case .malformedSystemCall, .storageDomain, .notEthereumAddress: .malformedSystemCall
        case .eventLimit, .messageLimit: .limit
        case .notInValidation: .notInValidation
        case .addressInUse: .addressInUse
        case .constructorFailed: .constructorFailed
        case .constructorMissing: .constructorMissing
        }
    }

    /// The number of the frame that the aborting system call entered and that came to its end.
    var callee: Int? { if case .constructorFailed(let failed) = self { failed.frame } else { nil } }
}

/// What of an event is limited.
public enum EventLimit: UInt8, Sendable {
    /// Felts of its keys and of its data.
    case keys, data
    /// All events of a transaction.
    case events

    /// The protocol's bound.
    public var most: Int {
        switch self {
        case .keys: ProtocolConstants.eventKeysMax
        case .data: ProtocolConstants.eventDataMax
        case .events: ProtocolConstants.eventsPerTransactionMax
        }
    }
}

/// The constructor of a deployment that aborts the execution.
public struct FailedConstructor: Equatable, Sendable {
    /// Its place in the trace.
    public var node: Int
    /// The number of its frame; nil when it was not entered.
    public var frame: Int?
    /// What it failed with.
    public var returned: [Felt252]
    /// The gas left after it.
    public var gasLeft: UInt64

    init(_ outcome: CallOutcome) {
        node = outcome.node
        frame = outcome.frame
        returned = outcome.returned
        gasLeft = outcome.gasLeft
    }
}

/// What ends the work of a rule before its result: the protocol's own abort, or the host that cannot go on.
public enum RuleStop<Failure: Error>: Error {
    case abort(ExecutionAbort)
    case host(Failure)
}

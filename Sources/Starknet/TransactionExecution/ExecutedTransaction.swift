public import BlockPrograms
public import FiniteFields
public import ProtocolRules
public import StarknetModel

/// Why a transaction was not executed: it was refused, or the state could not be read.
public typealias ExecutionFailure = TransactionStop<StateReadError>

/// A transaction that is in the block, with everything that came of it.
public struct ExecutedTransaction: Sendable {
    public var transaction: Transaction
    public var hash: Felt252
    public var receipt: TransactionReceipt
    /// Input of the block program, and the call tree.
    public var recording: TransactionRecording
    /// What `__execute__` or the constructor returned; the panic data when it failed, nothing when it was aborted.
    public var returned: [Felt252]
    /// Why the execution was aborted: what its frames returned then says nothing.
    public var abort: ExecutionAbort?
    /// Sierra gas of validation, and of execution or of the constructor.
    public var validateGas: UInt64
    public var executeGas: UInt64
    /// The calls of it that failed before any code ran: they have no frame.
    public var refused: [RefusedCall] = []
    /// What it changed; only when the executor was told to keep that.
    public var stateDiff: StateDiff?
}

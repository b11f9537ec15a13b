public import BlockPrograms
public import FiniteFields
public import StarknetModel

/// What came of an INVOKE transaction, besides its effects and the changed state.
public struct InvokeOutcome: Sendable {
    public var status: ExecutionStatus
    /// What `__execute__` returned; the panic data when it failed.
    public var returned: [Felt252] = []
    /// Sierra gas of validation and of execution.
    public var validateGas: UInt64 = 0
    public var executeGas: UInt64 = 0
    /// The gas of the receipt.
    public var gas = GasVector()
    /// What was paid, in fri.
    public var fee: UInt128 = 0
    /// The outer calls that ran in a frame.
    public var roots: [TransactionRecording.Root] = []
    /// Why the execution was aborted: its frames are gone. Nil when it came to an end, be it a panic.
    public var abort: ExecutionAbort?
}

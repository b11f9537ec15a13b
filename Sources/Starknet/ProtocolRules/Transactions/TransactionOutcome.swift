public import BlockPrograms
public import FiniteFields
public import StarknetModel

/// What came of a transaction, besides its effects and the changed state.
public struct TransactionOutcome: Sendable {
    public var status: ExecutionStatus
    /// What `__execute__` or the constructor returned; the panic data when it failed, nothing when it was
    /// aborted.
    public var returned: [Felt252] = []
    /// Sierra gas of validation, and of execution or of the constructor.
    public var validateGas: UInt64 = 0
    public var executeGas: UInt64 = 0
    /// The gas of the receipt.
    public var gas = GasVector()
    /// What was paid, in fri.
    public var fee: UInt128 = 0
    /// The outer calls that ran in a frame.
    public var roots: [TransactionRecording.Root] = []
    /// Why the execution was aborted. Nil when it came to an end of its own, be it a panic.
    public var abort: ExecutionAbort?

    /// The gas that is left of a bound.
    func gasLeft(of bound: UInt64) -> UInt64 { bound - min(bound, validateGas + executeGas) }
}

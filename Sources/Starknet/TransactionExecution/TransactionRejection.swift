public import BlockPrograms
public import FiniteFields
public import StarknetModel

/// Why a transaction cannot be in a block. Nothing of it stays in the state.
public enum TransactionRejection: Error, Equatable, Sendable {
    /// The nonce is not the account's next one.
    case invalidNonce(expected: Felt252, found: Felt252)
    /// The sender has no contract.
    case noAccount(ContractAddress)
    /// `__validate__` failed; the reason as UTF-8 text.
    case validationFailed(reason: [UInt8])
    /// Kinds of transactions and fields that this version leaves out; the text says which.
    case notSupported(String)
    /// Calldata or signature beyond the protocol's limits.
    case tooLong(String)
    /// The fee cannot be paid, or a price is below the block's.
    case insufficientFunds(String)
    /// The state could not be read.
    case state(StateReadError)
}

/// A transaction that is in the block, with everything that came of it.
public struct ExecutedTransaction: Sendable {
    public var transaction: Transaction
    public var hash: Felt252
    public var receipt: TransactionReceipt
    /// Input of the block program, and the call tree.
    public var recording: TransactionRecording
    /// What `__execute__` returned; the panic data when it failed.
    public var returned: [Felt252]
    /// Sierra gas of validation and of execution.
    public var validateGas: UInt64
    public var executeGas: UInt64
}

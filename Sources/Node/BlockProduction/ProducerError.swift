public import ByteCoding
public import ChainStorage
public import ProtocolRules
public import TransactionExecution

/// Why a block was not made, or a proposed one is not acceptable.
public enum ProducerError: Error, Equatable, Sendable {
    /// The store holds no genesis.
    case noGenesis
    /// The content of a proposal cannot be decoded.
    case malformed(ByteCodingError)
    /// The proposal breaks a rule of the chain's blocks.
    case rule(BlockRuleViolation)
    /// The proposal is not one for this node; why.
    case invalid(String)
    /// A transaction of the proposal cannot be in a block.
    case rejected(index: Int, TransactionRejection)
    case execution(BlockExecutionError)
    case store(StoreError)
}

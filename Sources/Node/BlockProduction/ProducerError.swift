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

extension ProducerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noGenesis: "the store holds no genesis"
        case .malformed(let error): "the content is malformed: \(error)"
        case .rule(let violation): "a rule is broken: \(violation)"
        case .invalid(let reason): reason
        case .rejected(let index, let rejection): "transaction \(index): \(rejection)"
        case .execution(let error): "\(error)"
        case .store(let error): "\(error)"
        }
    }
}

extension ProducerError {
    /// Whether a proposed content is at fault. Otherwise this node could not find out what it is.
    public var isOfContent: Bool {
        switch self {
        case .malformed, .rule, .invalid, .rejected: true
        case .noGenesis, .execution, .store: false
        }
    }
}

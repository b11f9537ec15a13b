public import FiniteFields

/// A transaction of any kind.
public enum Transaction: Hashable, Sendable {
    case invoke(InvokeTransaction)
    case declare(DeclareTransaction)
    case deployAccount(DeployAccountTransaction)
    case l1Handler(L1HandlerTransaction)

    /// The transaction hash on the chain `chainID` (EXEC §2.5).
    public func hash(chainID: Felt252) -> Felt252 {
        switch self {
        case .invoke(let transaction): transaction.hash(chainID: chainID)
        case .declare(let transaction): transaction.hash(chainID: chainID)
        case .deployAccount(let transaction): transaction.hash(chainID: chainID)
        case .l1Handler(let transaction): transaction.hash(chainID: chainID)
        }
    }

    /// The account that sends it, or the contract whose handler runs.
    public var sender: ContractAddress {
        switch self {
        case .invoke(let transaction): transaction.sender
        case .declare(let transaction): transaction.sender
        case .deployAccount(let transaction): transaction.sender
        case .l1Handler(let transaction): transaction.contractAddress
        }
    }

    /// Nonce, signature and bounds; nil for transactions no account sends.
    public var account: AccountFields? {
        switch self {
        case .invoke(let transaction): transaction.account
        case .declare(let transaction): transaction.account
        case .deployAccount(let transaction): transaction.account
        case .l1Handler: nil
        }
    }

    /// The sender's nonce, or the number of the message.
    public var nonce: Felt252 {
        if case .l1Handler(let transaction) = self { return transaction.nonce }
        return account?.nonce ?? .zero
    }

    /// The signature; empty for transactions no account sends.
    public var signature: [Felt252] { account?.signature ?? [] }
}

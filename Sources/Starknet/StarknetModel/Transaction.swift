public import FiniteFields

/// A transaction of any kind.
public enum Transaction: Hashable, Sendable {
    case invoke(InvokeTransaction)
    case declare(DeclareTransaction)
    case deployAccount(DeployAccountTransaction)
    case l1Handler(L1HandlerTransaction)

    /// The transaction hash on the chain `chainID` (EXEC §2.5).
    ///
    /// `isQuery` for transactions meant to be simulated only; there are none of the kind that no account sends.
    public func hash(chainID: Felt252, isQuery: Bool = false) -> Felt252 {
        switch self {
        case .invoke(let transaction): transaction.hash(chainID: chainID, isQuery: isQuery)
        case .declare(let transaction): transaction.hash(chainID: chainID, isQuery: isQuery)
        case .deployAccount(let transaction): transaction.hash(chainID: chainID, isQuery: isQuery)
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

    /// What its execution is called with: `__execute__`, the constructor or the handler. A declaration calls nothing.
    public var calldata: [Felt252] {
        switch self {
        case .invoke(let transaction): transaction.calldata
        case .declare: []
        case .deployAccount(let transaction): transaction.constructorCalldata
        case .l1Handler(let transaction): transaction.calldata
        }
    }

    /// The class that it declares.
    public var declaredClass: ClassHash? {
        if case .declare(let transaction) = self { transaction.classHash } else { nil }
    }

    /// The signature; empty for transactions no account sends.
    public var signature: [Felt252] { account?.signature ?? [] }
}

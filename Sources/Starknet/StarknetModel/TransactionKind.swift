/// The kinds of transactions.
public enum TransactionKind: UInt8, Equatable, Sendable {
    case invoke, declare, deployAccount, l1Handler

    /// The name that clients know.
    public var name: StaticString {
        switch self {
        case .invoke: "INVOKE"
        case .declare: "DECLARE"
        case .deployAccount: "DEPLOY_ACCOUNT"
        case .l1Handler: "L1_HANDLER"
        }
    }
}

extension Transaction {
    /// The kind.
    public var kind: TransactionKind {
        switch self {
        case .invoke: .invoke
        case .declare: .declare
        case .deployAccount: .deployAccount
        case .l1Handler: .l1Handler
        }
    }
}

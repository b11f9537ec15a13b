public import FiniteFields
public import StarknetModel

/// The call by which an account is asked whether it accepts a transaction (EXEC §3.1).
public struct ValidationCall {
    /// As contracts write it.
    let name: StaticString
    let selector: Felt252
    let calldata: [Felt252]

    /// Nil for transactions that no account sends.
    init?(_ transaction: Transaction) {
        switch transaction {
        case .invoke(let invoke):
            name = "__validate__"
            selector = ProtocolSelectors.validate
            calldata = invoke.calldata
        case .declare(let declaration):
            name = "__validate_declare__"
            selector = ProtocolSelectors.validateDeclare
            calldata = [declaration.classHash.felt]
        case .deployAccount(let deployment):
            name = "__validate_deploy__"
            selector = ProtocolSelectors.validateDeploy
            calldata = [deployment.classHash.felt, deployment.contractAddressSalt] + deployment.constructorCalldata
        case .l1Handler: return nil
        }
    }

    /// The entry point by which a transaction's account is asked; nil for transactions that no account sends.
    public static func selector(_ transaction: Transaction) -> Felt252? { ValidationCall(transaction)?.selector }
}

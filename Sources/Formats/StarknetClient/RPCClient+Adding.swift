public import FiniteFields
import JSONCoding
import StarknetJSON
public import StarknetModel

extension RPCClient {
    /// Sends a signed transaction and returns its hash.
    public func add(_ transaction: InvokeTransaction) throws(ClientError) -> Felt252 {
        try add("starknet_addInvokeTransaction", "invoke_transaction", .invoke(transaction))
    }

    /// Sends a signed declaration with its class and returns its hash.
    public func add(_ transaction: DeclareTransaction, _ sierra: SierraClass) throws(ClientError) -> Felt252 {
        try add("starknet_addDeclareTransaction", "declare_transaction", .declare(transaction), sierra)
    }

    /// Sends the signed deployment of an account and returns its hash.
    public func add(_ transaction: DeployAccountTransaction) throws(ClientError) -> Felt252 {
        try add("starknet_addDeployAccountTransaction", "deploy_account_transaction", .deployAccount(transaction))
    }

    private func add(
        _ method: String, _ parameter: String, _ transaction: Transaction, _ sierra: SierraClass? = nil
    ) throws(ClientError) -> Felt252 {
        let json = try call(method) { w in
            w.key(parameter)
            transaction.write(to: &w, hash: nil, declaring: sierra)
        }
        return try reading { () throws(JSONError) in try json.member("transaction_hash").felt() }
    }
}

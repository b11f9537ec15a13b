public import FiniteFields
public import StarknetModel

extension AccountFields {
    /// The common fields of a recorded RPC transaction of version 3.
    public init(rpc: JSONObject) throws {
        let bounds = try object(rpc["resource_bounds"])
        func resource(_ name: String) throws -> ResourceBounds {
            let value = try object(bounds[name])
            return ResourceBounds(
                maxAmount: try UInt64(json: value["max_amount"]),
                maxPricePerUnit: try UInt128(json: value["max_price_per_unit"]))
        }
        func mode(_ name: String) throws -> DataAvailabilityMode {
            try text(rpc[name]) == "L1" ? .l1 : .l2
        }
        self.init(
            nonce: try Felt252(json: rpc["nonce"]), signature: try Felt252.list(json: rpc["signature"]),
            resourceBounds: AllResourceBounds(
                l1Gas: try resource("l1_gas"), l2Gas: try resource("l2_gas"), l1DataGas: try resource("l1_data_gas")),
            tip: try UInt64(json: rpc["tip"]), paymasterData: try Felt252.list(json: rpc["paymaster_data"]),
            nonceDataAvailabilityMode: try mode("nonce_data_availability_mode"),
            feeDataAvailabilityMode: try mode("fee_data_availability_mode"))
    }
}

extension Transaction {
    /// A recorded RPC transaction of version 3.
    public init(rpc: JSONObject) throws {
        let account = try AccountFields(rpc: rpc)
        switch try text(rpc["type"]) {
        case "INVOKE":
            self = .invoke(
                InvokeTransaction(
                    sender: try ContractAddress(json: rpc["sender_address"]),
                    calldata: try Felt252.list(json: rpc["calldata"]), account: account,
                    accountDeploymentData: try Felt252.list(json: rpc["account_deployment_data"]),
                    proofFacts: try Felt252.list(json: rpc["proof_facts"])))
        case "DECLARE":
            self = .declare(
                DeclareTransaction(
                    sender: try ContractAddress(json: rpc["sender_address"]),
                    classHash: ClassHash(try Felt252(json: rpc["class_hash"])),
                    compiledClassHash: CompiledClassHash(try Felt252(json: rpc["compiled_class_hash"])),
                    account: account, accountDeploymentData: try Felt252.list(json: rpc["account_deployment_data"])))
        case "DEPLOY_ACCOUNT":
            self = .deployAccount(
                DeployAccountTransaction(
                    classHash: ClassHash(try Felt252(json: rpc["class_hash"])),
                    contractAddressSalt: try Felt252(json: rpc["contract_address_salt"]),
                    constructorCalldata: try Felt252.list(json: rpc["constructor_calldata"]), account: account))
        default: throw FixtureError(what: "transaction type")
        }
    }

    /// The hash as the client made it: bit 128 of the version marks transactions meant to be simulated.
    public func hash(chainID: Felt252, rpcVersion: String) -> Felt252 {
        let isQuery = rpcVersion != "0x3"
        return switch self {
        case .invoke(let transaction): transaction.hash(chainID: chainID, isQuery: isQuery)
        case .declare(let transaction): transaction.hash(chainID: chainID, isQuery: isQuery)
        case .deployAccount(let transaction): transaction.hash(chainID: chainID, isQuery: isQuery)
        case .l1Handler(let transaction): transaction.hash(chainID: chainID)
        }
    }
}

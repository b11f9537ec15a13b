public import FiniteFields
public import JSONCoding
public import StarknetModel

extension ContractAddress {
    /// An address: a felt below 2^251 - 256.
    public init(json: JSONValue) throws(JSONError) {
        guard let address = ContractAddress(try json.felt()) else { throw json.mismatch("a contract address") }
        self = address
    }
}

extension StorageKey {
    /// A storage key: a felt below 2^251.
    public init(json: JSONValue) throws(JSONError) {
        guard let key = StorageKey(try json.felt()) else { throw json.mismatch("a storage key") }
        self = key
    }
}

/// A transaction as a client sends it.
public struct BroadcastedTransaction: Sendable, Equatable {
    public var transaction: Transaction
    /// Whether the version carries the query bit: to be simulated only.
    public var isQuery: Bool
    /// The class of a declaration.
    public var declaredClass: SierraClass?

    /// Reads a BROADCASTED_TXN of version 3; other versions are a mismatch of `version`.
    public init(json: JSONValue) throws(JSONError) {
        let version = try json.member("version").felt()
        if version == Felt252(3 as UInt64) {
            isQuery = false
        } else if version == Felt252(reducing: 3, 0, 1, 0) {
            isQuery = true
        } else {
            throw try json.member("version").mismatch("0x3")
        }
        switch try json.member("type").string() {
        case "INVOKE": transaction = .invoke(try InvokeTransaction(json: json))
        case "DECLARE":
            let declared = try SierraClass(json: try json.member("contract_class"))
            declaredClass = declared
            transaction = .declare(try DeclareTransaction(json: json, classHash: declared.hash))
        case "DEPLOY_ACCOUNT": transaction = .deployAccount(try DeployAccountTransaction(json: json))
        default: throw try json.member("type").mismatch("INVOKE, DECLARE or DEPLOY_ACCOUNT")
        }
    }
}

extension InvokeTransaction {
    init(json: JSONValue) throws(JSONError) {
        try json.requireOnly(
            AccountFields.memberNames.union([
                "sender_address", "calldata", "account_deployment_data", "proof_facts", "proof",
            ]))
        var facts: [Felt252] = []
        if let list = try json.optional("proof_facts") {
            facts = try list.felts(countMax: ProtocolConstants.calldataMax)
        }
        self.init(
            sender: try ContractAddress(json: try json.member("sender_address")),
            calldata: try json.member("calldata").felts(countMax: ProtocolConstants.calldataMax),
            account: try AccountFields(json: json),
            accountDeploymentData: try json.member("account_deployment_data")
                .felts(countMax: ProtocolConstants.calldataMax),
            proofFacts: facts)
    }
}

extension DeclareTransaction {
    init(json: JSONValue, classHash: ClassHash) throws(JSONError) {
        self.init(
            sender: try ContractAddress(json: try json.member("sender_address")), classHash: classHash,
            compiledClassHash: CompiledClassHash(try json.member("compiled_class_hash").felt()),
            account: try AccountFields(json: json),
            accountDeploymentData: try json.member("account_deployment_data")
                .felts(countMax: ProtocolConstants.calldataMax))
    }
}

extension DeployAccountTransaction {
    init(json: JSONValue) throws(JSONError) {
        self.init(
            classHash: ClassHash(try json.member("class_hash").felt()),
            contractAddressSalt: try json.member("contract_address_salt").felt(),
            constructorCalldata: try json.member("constructor_calldata")
                .felts(countMax: ProtocolConstants.calldataMax),
            account: try AccountFields(json: json))
    }
}

extension Transaction {
    /// Reads a transaction of a block (TXN of the RPC).
    public init(json: JSONValue) throws(JSONError) {
        switch try json.member("type").string() {
        case "INVOKE": self = .invoke(try InvokeTransaction(json: json))
        case "DECLARE":
            self = .declare(
                try DeclareTransaction(json: json, classHash: ClassHash(try json.member("class_hash").felt())))
        case "DEPLOY_ACCOUNT": self = .deployAccount(try DeployAccountTransaction(json: json))
        case "L1_HANDLER":
            self = .l1Handler(
                L1HandlerTransaction(
                    contractAddress: try ContractAddress(json: try json.member("contract_address")),
                    entryPointSelector: try json.member("entry_point_selector").felt(),
                    calldata: try json.member("calldata").felts(), nonce: try json.member("nonce").felt()))
        default: throw try json.member("type").mismatch("a transaction type")
        }
    }

    /// Writes a TXN; with its hash where the shape has one, with its proof facts when they are asked for, and a declaration with
    /// its class in place of the class's hash where it is sent.
    public func write(
        to writer: inout JSONWriter, hash: Felt252?, proofFacts: Bool = false, declaring sierra: SierraClass? = nil
    ) {
        writer.object { w in writeMembers(to: &w, hash: hash, proofFacts: proofFacts, declaring: sierra) }
    }

    /// Writes the members of a TXN.
    public func writeMembers(
        to w: inout JSONWriter, hash: Felt252?, proofFacts: Bool = false, declaring sierra: SierraClass? = nil
    ) {
        if let hash {
            w.field("transaction_hash", felt: hash)
        }
        w.field("type", string: "\(kind.name)")
        w.key("version")
        if case .l1Handler = self { w.string("0x0") } else { w.string("0x3") }
        account?.writeMembers(to: &w)
        writeOwnMembers(to: &w, sierra)
        if proofFacts, case .invoke(let invoke) = self {
            w.field("proof_facts", felts: invoke.proofFacts)
        }
    }

    private func writeOwnMembers(to w: inout JSONWriter, _ sierra: SierraClass?) {
        switch self {
        case .invoke(let transaction):
            w.field("sender_address", felt: transaction.sender.felt)
            w.field("calldata", felts: transaction.calldata)
            w.field("account_deployment_data", felts: transaction.accountDeploymentData)
        case .declare(let transaction):
            w.field("sender_address", felt: transaction.sender.felt)
            if let sierra {
                w.key("contract_class")
                sierra.write(to: &w)
            } else {
                w.field("class_hash", felt: transaction.classHash.felt)
            }
            w.field("compiled_class_hash", felt: transaction.compiledClassHash.felt)
            w.field("account_deployment_data", felts: transaction.accountDeploymentData)
        case .deployAccount(let transaction):
            w.field("class_hash", felt: transaction.classHash.felt)
            w.field("contract_address_salt", felt: transaction.contractAddressSalt)
            w.field("constructor_calldata", felts: transaction.constructorCalldata)
        case .l1Handler(let transaction):
            w.field("nonce", felt: transaction.nonce)
            w.field("contract_address", felt: transaction.contractAddress.felt)
            w.field("entry_point_selector", felt: transaction.entryPointSelector)
            w.field("calldata", felts: transaction.calldata)
        }
    }
}

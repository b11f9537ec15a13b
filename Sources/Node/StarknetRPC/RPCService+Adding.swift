import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

/// The methods that send transactions.
extension RPCService {
    func addInvokeTransaction(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hash = try submit(try p.required("invoke_transaction"), .invoke).hash
        w.object { w in w.field("transaction_hash", felt: hash) }
    }

    func addDeclareTransaction(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let (sent, hash) = try submit(try p.required("declare_transaction"), .declare)
        w.object { w in
            w.field("transaction_hash", felt: hash)
            if let classHash = sent.declaredClass { w.field("class_hash", felt: classHash.felt) }
        }
    }

    func addDeployAccountTransaction(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let (sent, hash) = try submit(try p.required("deploy_account_transaction"), .deployAccount)
        w.object { w in
            w.field("transaction_hash", felt: hash)
            w.field("contract_address", felt: sent.sender.felt)
        }
    }

    private func submit(_ json: JSONValue, _ kind: TransactionKind) throws -> (sent: Transaction, hash: Felt252) {
        let version = try json.member("version").felt()
        guard version == Felt252(3 as UInt64) else {
            throw RPCError.unsupportedVersion.because("version \(version) cannot be executed; 0x3 can")
        }
        if kind == .declare { try checkClass(try json.member("contract_class")) }
        let sent = try BroadcastedTransaction(json: json)
        guard sent.transaction.kind == kind else { throw try json.member("type").mismatch("\(kind.name)") }
        let hash = try execution.submit(SubmittedTransaction(sent.transaction, declaring: sent.declaredClass))
        return (sent.transaction, hash)
    }

    /// The hash of a class begins with its format's version, so that no other one can be declared.
    private func checkClass(_ json: JSONValue) throws {
        let version = try json.member("contract_class_version").string()
        guard version == "0.1.0" else {
            throw RPCError.unsupportedClassVersion.because("contract_class_version must be 0.1.0")
        }
        guard try json.member("sierra_program").count <= RPCLimits.classFeltsMax else {
            throw RPCError.classTooLarge.because("sierra_program has more than \(RPCLimits.classFeltsMax) felts")
        }
        // Clients read the ABI of a declared class as JSON.
        if let abi = try json.optional("abi")?.string(),
            (try? JSONDocument(Array(abi.utf8)))?.root.kind != .array
        {
            throw RPCError.compilationFailed.because("abi is not the text of a JSON array")
        }
    }
}

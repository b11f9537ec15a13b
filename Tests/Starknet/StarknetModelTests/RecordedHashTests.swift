import FiniteFields
import StarknetFixtures
import StarknetModel
import Testing
import VectorFiles

/// Hashes that a public client computed and a public devnet accepted.
struct RecordedHashTests {
    let file: JSONObject

    init() throws { file = try object(VectorFiles.json("rpc/hashes.json")) }

    @Test func `hashes of all recorded account transactions`() throws {
        let recorded = try list(file["transactions"])
        #expect(recorded.count > 500)
        for value in recorded {
            let entry = try object(value), rpc = try object(entry["transaction"])
            let chainID = try Felt252(json: entry["chain_id"])
            let hash = try Transaction(rpc: rpc).hash(chainID: chainID, rpcVersion: try text(rpc["version"]))
            #expect(hash == (try Felt252(json: entry["transaction_hash"])))
        }
    }

    @Test func `hashes of all recorded L1 handler transactions`() throws {
        let recorded = try list(file["l1_handler_transactions"])
        #expect(!recorded.isEmpty)
        for value in recorded {
            let entry = try object(value)
            let transaction = L1HandlerTransaction(
                contractAddress: try ContractAddress(json: entry["to"]),
                entryPointSelector: try Felt252(json: entry["selector"]),
                calldata: [try Felt252(json: entry["from"])] + (try Felt252.list(json: entry["payload"])),
                nonce: try Felt252(json: entry["nonce"]))
            let hash = transaction.hash(chainID: try Felt252(json: file["chain_id"]))
            #expect(hash == (try Felt252(json: entry["transaction_hash"])))
            let message = transaction.messageHash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            #expect("0x" + message.joined() == (try text(entry["message_hash"])))
        }
    }

    @Test func `addresses of all recorded contracts`() throws {
        for value in try list(file["contract_addresses"]) + list(file["accounts"]) {
            let entry = try object(value)
            let address = ContractAddress(
                deployedBy: try ContractAddress(json: entry["deployer"]), salt: try Felt252(json: entry["salt"]),
                classHash: ClassHash(try Felt252(json: entry["class_hash"])),
                constructorCalldata: try Felt252.list(json: entry["constructor_calldata"]))
            #expect(address == (try ContractAddress(json: entry["address"])))
        }
    }

    @Test func `class hashes of all declared classes`() throws {
        let classes = try object(file["classes"])
        let flow = try object(VectorFiles.json("rpc/flows/02-account-declare-deploy.json"))
        let more = try object(VectorFiles.json("rpc/flows/03-declare.json"))
        let calls = try object(VectorFiles.json("rpc/flows/07-calls-and-failures.json"))
        var seen: Set<ClassHash> = []
        for value in try list(flow["steps"]) + list(more["steps"]) + list(calls["steps"]) {
            guard let request = (value as? JSONObject)?["request"] as? JSONObject,
                let parameters = request["params"] as? JSONObject,
                let declare = parameters["declare_transaction"] as? JSONObject,
                let definition = declare["contract_class"] as? JSONObject,
                let declared = try? SierraClass(json: definition)
            else { continue }
            seen.insert(declared.hash)
        }
        for (name, value) in classes {
            let entry = try object(value)
            #expect(seen.contains(ClassHash(try Felt252(json: entry["class_hash"]))), "\(name)")
        }
    }
}

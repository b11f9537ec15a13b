import CasmModel
import FiniteFields
import Foundation
import HashFunctions
import JSONCoding
import StarknetJSON
import StarknetModel
import Testing
import VectorFiles

/// A signed transaction of the recorded flows: the JSON as a client sent it, and its hash.
private struct RecordedTransaction {
    var json: JSONValue
    var hash: Felt252
    var chainID: Felt252
}

/// All recorded transactions of the given kind of request.
private func recorded(_ flow: String, _ parameter: String) throws -> [RecordedTransaction] {
    let root = try JSONDocument(try VectorFiles.data("rpc/flows/\(flow).json"), limits: .localFile).root
    let steps = Array(try root.member("steps").array())
    var list: [RecordedTransaction] = []
    for entry in try root.member("transactions").array() {
        if try entry.optional("note") != nil { continue }
        let step = try entry.member("step").integer(Int.self)
        guard let request = try steps[step].optional("request"), request.kind == .object,
            let parameters = try request.optional("params"), parameters.kind == .object,
            let json = try parameters.optional(parameter)
        else { continue }
        list.append(
            RecordedTransaction(
                json: json, hash: try entry.member("transaction_hash").felt(),
                chainID: try entry.member("chain_id").felt()))
    }
    return list
}

struct RecordedTransactionsTests {
    @Test(arguments: ["05-fibonacci", "06-erc20-events", "04-deployments", "14-syscalls"])
    func `recorded invokes are read, have their recorded hash and are written back`(flow: String) throws {
        let list = try recorded(flow, "invoke_transaction")
        #expect(list.count > 5)
        for entry in list {
            let sent = try BroadcastedTransaction(json: entry.json)
            if !sent.isQuery { #expect(sent.transaction.hash(chainID: entry.chainID) == entry.hash) }
            var writer = JSONWriter()
            sent.transaction.write(to: &writer, hash: nil)
            #expect(try Transaction(json: try JSONDocument(writer.bytes).root) == sent.transaction)
        }
    }

    @Test func `recorded account deployments have their recorded hash`() throws {
        let list = try recorded("02-account-declare-deploy", "deploy_account_transaction")
        #expect(!list.isEmpty)
        for entry in list {
            let sent = try BroadcastedTransaction(json: entry.json)
            #expect(sent.transaction.hash(chainID: entry.chainID) == entry.hash)
        }
    }

    @Test func `recorded declarations have their recorded hash, so their classes are read right`() throws {
        let list = try recorded("02-account-declare-deploy", "declare_transaction")
        #expect(!list.isEmpty)
        for entry in list {
            let sent = try BroadcastedTransaction(json: entry.json)
            #expect(sent.transaction.hash(chainID: entry.chainID) == entry.hash)
            var writer = JSONWriter()
            try #require(sent.declaredClass).write(to: &writer)
            #expect(try SierraClass(json: try JSONDocument(writer.bytes).root) == sent.declaredClass)
        }
    }

    @Test func `recorded blocks with receipts are read and written member for member`() throws {
        let root = try JSONDocument(try VectorFiles.data("rpc/flows/06-erc20-events.json"), limits: .localFile).root
        var count = 0
        for step in try root.member("steps").array() {
            guard let request = try step.optional("request"), request.kind == .object,
                try request.optional("method")?.string() == "starknet_getTransactionReceipt",
                let json = try step.member("response").optional("result")
            else { continue }
            let receipt = try TransactionReceipt(json: json)
            let place = ReceiptPlace(
                blockHash: try json.member("block_hash").felt(), blockNumber: try json.member("block_number").integer())
            let none = ResourceBounds(maxAmount: 0, maxPricePerUnit: 0)
            let invoke = Transaction.invoke(
                InvokeTransaction(
                    sender: .zero, calldata: [],
                    account: AccountFields(
                        nonce: .zero, resourceBounds: AllResourceBounds(l1Gas: none, l2Gas: none, l1DataGas: none))))
            guard try json.member("type").string() == "INVOKE" else { continue }
            var writer = JSONWriter()
            receipt.write(to: &writer, transaction: invoke, place: place)
            #expect(try members(try JSONDocument(writer.bytes).root) == members(json))
            count += 1
        }
        #expect(count > 5)
    }

    /// A value as Foundation sees it, for comparison without regard to order.
    private func members(_ value: JSONValue) throws -> NSDictionary {
        var result: [String: Any] = [:]
        for (key, member) in try value.object() {
            switch member.kind {
            case .string: result[key] = try member.string()
            case .number: result[key] = try member.numberText()
            case .array:
                result[key] = try member.array().map { item -> Any in
                    item.kind == .object ? try members(item) : try item.string()
                }
            case .object: result[key] = try members(member)
            case .bool: result[key] = try member.bool()
            case .null: result[key] = NSNull()
            }
        }
        return result as NSDictionary
    }

    @Test func `recorded state updates are read and written back`() throws {
        let root = try JSONDocument(try VectorFiles.data("rpc/flows/01-chain-basics.json"), limits: .localFile).root
        var count = 0
        for step in try root.member("steps").array() {
            guard let request = try step.optional("request"), request.kind == .object,
                try request.optional("method")?.string() == "starknet_getStateUpdate",
                let json = try step.member("response").optional("result")
            else { continue }
            let diff = try StateDiff(json: try json.member("state_diff"))
            if diff.isEmpty { continue }
            var writer = JSONWriter()
            diff.write(to: &writer)
            #expect(try StateDiff(json: try JSONDocument(writer.bytes).root) == diff)
            count += 1
        }
        #expect(count > 0)
    }
}

struct RecordedClassesTests {
    @Test(arguments: ["account", "caller", "deployer", "erc20", "fibonacci", "replacement", "tiny"])
    func `compiled classes are read and have their recorded hash`(name: String) throws {
        let hashes = try JSONDocument(try VectorFiles.data("rpc/hashes.json"), limits: .localFile).root
        let document = try JSONDocument(try VectorFiles.data("rpc/contracts/\(name).casm.json"), limits: .localFile)
        let casm = try CasmClass(json: document.root)
        #expect(casm.bytecode.count > 10)
        #expect(contains(casm.compiledClassHash(.blake2s).hex, hashes))
    }

    private func contains(_ text: String, _ value: JSONValue) -> Bool {
        switch value.kind {
        case .string: (try? value.string()) == text
        case .array: (try? value.array().contains { contains(text, $0) }) ?? false
        case .object: (try? value.object().contains { contains(text, $0.value) }) ?? false
        default: false
        }
    }

    @Test func `a class with one thing wrong is refused`() throws {
        let data = try VectorFiles.data("rpc/contracts/fibonacci.casm.json")
        let text = String(decoding: data, as: UTF8.self)
        let broken = [
            ("0x800000000000011", "0x800000000000012"), ("TestLessThanOrEqual", "TestLess"), ("\"lhs\"", "\"left\""),
            ("\"FP\"", "\"GP\""), ("range_check", "rangecheck"), ("\"EXTERNAL\"", "\"OUTER\""),
            ("\"bytecode\"", "\"code\""), ("\"offset\":-6", "\"offset\":-60000"), ("\"Add\"", "\"Sub\""),
        ]
        _ = try CasmClass(json: try JSONDocument(text: text, limits: .localFile).root)
        for (from, to) in broken {
            guard let place = text.range(of: from) else {
                Issue.record("\(from) is not in the file")
                continue
            }
            let changed = text.replacingCharacters(in: place, with: to)
            #expect(throws: JSONError.self) {
                try CasmClass(json: try JSONDocument(text: changed, limits: .localFile).root)
            }
        }
    }
}

struct BlockIDTests {
    @Test(arguments: [
        "\"pending\"", "1", "{}", "{\"block_number\":-1}", "{\"block_number\":1,\"block_hash\":\"0x1\"}",
        "{\"block_hash\":\"1\"}", "null", "[\"latest\"]", "{\"number\":1}", "{\"block_number\":1.0}",
    ]) func `anything but a block id is refused`(text: String) {
        #expect(throws: JSONError.self) { try BlockReference(json: try JSONDocument(text: text).root) }
    }

    @Test(arguments: [
        BlockReference.number(7), .hash(Felt252(255 as UInt64)), .latest, .preConfirmed, .l1Accepted,
    ]) func `what is written is read back`(id: BlockReference) throws {
        var writer = JSONWriter()
        id.write(to: &writer)
        #expect(try BlockReference(json: try JSONDocument(writer.bytes).root) == id)
    }
}

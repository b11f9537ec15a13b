import Determinism
import FiniteFields
import Foundation
import JSONCoding
import LoadClient
import StarknetClient
import StarknetJSON
import StarknetModel
import StarknetRPC
import Testing
import VectorFiles

@Suite struct RPCShapeTests {
    @Test(arguments: [
        ("", -32_700), ("{", -32_700), ("[]", -32_600), ("1", -32_600), ("{}", -32_600), ("[1]", -32_600),
        (#"{"jsonrpc":"1.0","id":1,"method":"starknet_chainId"}"#, -32_600),
        (#"{"jsonrpc":"2.0","id":1}"#, -32_600), (#"{"jsonrpc":"2.0","id":1,"method":5}"#, -32_600),
        (#"{"jsonrpc":"2.0","id":{},"method":"starknet_chainId"}"#, -32_600),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_nothing"}"#, -32_601),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_chainId","params":5}"#, -32_600),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getNonce"}"#, -32_602),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getNonce","params":["latest","0x1","0x2"]}"#, -32_602),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getNonce","params":["pending","0x1"]}"#, -32_602),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getNonce","params":["latest","1"]}"#, -32_602),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getNonce","params":["latest","0x1"]}"#, 20),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getNonce","params":[{"block_number":99},"0x1"]}"#, 24),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getBlockWithTxs","params":["l1_accepted"]}"#, 24),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getClass","params":["latest","0x1"]}"#, 28),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getTransactionByHash","params":["0x1"]}"#, 29),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getTransactionReceipt","params":["0x1"]}"#, 29),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getTransactionStatus","params":["0x1"]}"#, 29),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getTransactionByBlockIdAndIndex","params":["latest",0]}"#, 27),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getTransactionByBlockIdAndIndex","params":["latest",-1]}"#,
            -32_602
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_estimateFee","params":{"request":[],"block_id":"latest"}}"#,
            -32_602
        ),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_simulateTransactions","params":{"transactions":[],"#
                + #""block_id":"latest"}}"#, -32_602
        ),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_addDeclareTransaction","params":[{}]}"#, -32602),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_addInvokeTransaction","params":[{"version":"0x1"}]}"#, 61
        ),
        (#"{"jsonrpc":"2.0","id":1,"method":"starknet_getEvents","params":[{"chunk_size":1025}]}"#, 31),
        (
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getEvents","params":[{"chunk_size":5,"continuation_token":"x"}]}"#,
            33
        ),
    ]) func `a wrong request gets its code`(request: String, code: Int) throws {
        #expect(try RPCShapeTests.shared.get().code(request) == code)
    }

    @Test(arguments: [
        "18446744073709551615-0", "0-9223372036854775807", "0-18446744073709551616", "0-1000000", "00-0", "0--1", "0",
        "-",
    ]) func `a continuation token that was never given is refused`(token: String) throws {
        let request =
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getEvents","params":[{"chunk_size":5,"continuation_token":"\#(token)"}]}"#
        #expect(try RPCShapeTests.shared.get().code(request) == 33)
    }

    /// One node for the tests that only read.
    static let shared = Result { try NodeFixture() }

    @Test func `params by name and by position give the same, ids are echoed as they came`() throws {
        let fixture = try Self.shared.get()
        let byName = try fixture.post(
            #"{"jsonrpc":"2.0","id":"é\n","method":"starknet_getBlockWithTxs","params":{"block_id":{"block_number":0},"new":1}}"#
        )
        let byPosition = try fixture.post(
            #"{"jsonrpc":"2.0","id":1.50,"method":"starknet_getBlockWithTxs","params":[{"block_number":0}]}"#)
        let named = try JSONDocument(byName).root, positioned = try JSONDocument(byPosition).root
        #expect(try named.member("id").string() == "é\n")
        #expect(try positioned.member("id").numberText() == "1.50")
        #expect(
            try named.member("result").member("block_hash").felt()
                == positioned.member("result").member("block_hash").felt())
    }

    @Test func `batches are answered in order, notifications not at all, too many are refused`() throws {
        let fixture = try Self.shared.get()
        let one = { (id: Int) in #"{"jsonrpc":"2.0","id":\#(id),"method":"starknet_blockNumber"}"# }
        let note = #"{"jsonrpc":"2.0","method":"starknet_blockNumber"}"#
        let answer = try JSONDocument(try fixture.post("[\(one(3)),\(note),7,\(one(5))]")).root
        let ids = try answer.array().map { try $0.member("id").isNull ? -1 : try $0.member("id").integer(Int.self) }
        #expect(ids == [3, -1, 5])
        #expect(try fixture.raw(Array(note.utf8)).status == 204)
        #expect(try fixture.raw(Array("[\(note)]".utf8)).body.isEmpty)
        let many = { (count: Int) in "[" + (0..<count).map(one).joined(separator: ",") + "]" }
        #expect(try JSONDocument(try fixture.post(many(100))).root.count == 100)
        #expect(try fixture.code(many(101)) == -32_600)
        #expect(try fixture.code(String(repeating: "[", count: 65) + String(repeating: "]", count: 65)) == -32_700)
        #expect(try fixture.raw([UInt8](repeating: 0x20, count: RPCLimits.bodyBytesMax)).status == 200)
        #expect(try fixture.raw([UInt8](repeating: 0x20, count: RPCLimits.bodyBytesMax + 1)).status == 413)
    }

    @Test func `headers, receipts and state updates have all members of the specification`() throws {
        let fixture = try NodeFixture()
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(9), nonce: 0))
        let number = try #require(try fixture.receipt(hash)).blockNumber
        let block = try fixture.client.call("starknet_getBlockWithReceipts") { w in
            w.key("block_id")
            w.object { w in
                w.key("block_number")
                w.integer(number)
            }
        }
        for name in [
            "status", "block_hash", "parent_hash", "block_number", "new_root", "timestamp", "sequencer_address",
            "l1_gas_price", "l2_gas_price", "l1_data_gas_price", "l1_da_mode", "starknet_version", "event_commitment",
            "transaction_commitment", "receipt_commitment", "state_diff_commitment", "event_count",
            "transaction_count", "state_diff_length", "transactions",
        ] { _ = try block.member(name) }
        let trace = try fixture.client.call("starknet_traceTransaction") { w in
            w.key("transaction_hash")
            w.felt(hash)
        }
        let calls = Array(try trace.member("execute_invocation").member("calls").array())
        #expect(try calls.first?.member("result").felts() == [DemoCall.fibonacci(9).result])
        let events = try fixture.client.call("starknet_getEvents") { w in
            w.key("filter")
            w.object { w in
                w.key("chunk_size")
                w.integer(10)
                w.key("keys")
                w.array { w in
                    w.array { _ in }
                    w.felts([Felt252(9 as UInt64)])
                }
            }
        }
        let event = try #require(Array(try events.member("events").array()).first)
        #expect(try event.member("transaction_hash").felt() == hash)
        #expect(try event.member("data").felts() == [DemoCall.fibonacci(9).result])
    }

    @Test func `an estimate needs no signature when told so and no bounds`() throws {
        let fixture = try Self.shared.get()
        var transaction = try fixture.signed(.factorial(10), nonce: 0, gas: 0)
        transaction.account.signature = []
        let estimate = try fixture.client.call("starknet_estimateFee") { w in
            w.key("request")
            w.array { w in Transaction.invoke(transaction).write(to: &w, hash: nil) }
            w.key("simulation_flags")
            w.array { w in w.string("SKIP_VALIDATE") }
            w.key("block_id")
            w.string("pre_confirmed")
        }
        let first = try #require(Array(try estimate.array()).first)
        #expect(try first.member("l2_gas_consumed").hexInteger(UInt64.self) > 0)
        #expect(try first.member("unit").string() == "FRI")
    }
}

@Suite struct RPCMutationTests {
    /// Valid requests, and recorded ones of another node, changed at random places.
    @Test func `random and mutated requests are answered and the node stays healthy`() throws {
        let fixture = try NodeFixture()
        let rounds = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 400 : 10_000
        var seeds = [
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getBlockWithReceipts","params":{"block_id":"latest"}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getStorageAt","params":["0x1","0x2","latest"]}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getEvents","params":[{"chunk_size":5,"keys":[["0x1"]]}]}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getStorageProof","params":["latest",["0x1"],["0x2"]]}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_call","params":[{"contract_address":"0x6669626f6e61636369","entry_point_selector":"0x1","calldata":["0x5"]},"latest"]}"#,
        ]
        var writer = JSONWriter()
        Transaction.invoke(try fixture.signed(.fibonacci(3), nonce: 0)).write(to: &writer, hash: nil)
        for method in ["addInvokeTransaction", "estimateFee"] {
            let list = method == "estimateFee" ? "[[\(writer.text)],[],\"latest\"]" : "[\(writer.text)]"
            seeds.append("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"starknet_\(method)\",\"params\":\(list)}")
        }
        if VectorFiles.has("rpc/flows/08-errors.json") {
            let root = try JSONDocument(try VectorFiles.data("rpc/flows/08-errors.json"), limits: .localFile).root
            for step in try root.member("steps").array() {
                if let raw = try step.optional("request_raw") { seeds.append(try raw.string()) }
            }
        }
        let alphabet = Array(#"{}[]:,"\0123456789abcdefx -.eE"#.utf8) + [0x00, 0x80, 0xFF]
        var random = SplitMix64(seed: 1)
        for round in 0..<rounds {
            var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
            if round % 10 == 0 {
                bytes = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = alphabet.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
                default: bytes.replaceSubrange(at..<at, with: bytes[at...].prefix(Int.random(in: 1...40)))
                }
            }
            let answer = try fixture.raw(bytes)
            if answer.status == 204 { continue }
            #expect(answer.status == 200)
            let root = try JSONDocument(answer.body, limits: .localFile).root
            for entry in root.kind == .array ? Array(try root.array()) : [root] {
                #expect(try (entry.optional("error") == nil) != (entry.optional("result") == nil))
            }
        }
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(12), account: 9, nonce: 0))
        #expect(try fixture.receipt(hash)?.receipt.status == .succeeded)
    }
}

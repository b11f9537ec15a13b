import BlockProduction
import FiniteFields
import Foundation
import HTTPRequesting
import JSONCoding
import LoadClient
import NodeService
import StarknetClient
import StarknetJSON
import StarknetModel
import Testing
import TransactionExecution

@Suite struct RPCVersionTests {
    private func ask(_ fixture: NodeFixture, _ path: String, _ method: String, _ parameters: String) throws -> JSONValue
    {
        let body = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
        return try JSONDocument(try fixture.http.post(fixture.client.address + path, body: Array(body.utf8)).body).root
    }

    @Test func `each path serves its version, other paths nothing`() throws {
        let fixture = try NodeFixture()
        for (path, version) in [
            ("/", "0.10.2"), ("/rpc", "0.10.2"), ("/rpc/v0_10", "0.10.2"), ("/rpc/v0_9", "0.9.0"),
            ("/rpc/v0_8", "0.8.1"),
        ] {
            #expect(try ask(fixture, path, "starknet_specVersion", "[]").member("result").string() == version)
        }
        for path in ["/rpc/v0_7", "/rpc/v0_11", "/rpc/", "/rpc/v0_10/", "/v0_9", "/nothing"] {
            #expect(try fixture.http.post(fixture.client.address + path, body: Array("{}".utf8)).status == 404)
        }
    }

    @Test func `a message to an absent contract is an error that its version has`() throws {
        let fixture = try NodeFixture { $0.genesis.chain.handlesMessages = true }
        let message =
            #"[{"from_address":"0xabababababababababababababababababababab","to_address":"0x123","entry_point_selector":"0x1","payload":[]},"latest"]"#
        for (path, code) in [("/rpc/v0_10", 20), ("/rpc/v0_9", 40), ("/rpc/v0_8", 40)] {
            let error = try ask(fixture, path, "starknet_estimateMessageFee", message).member("error")
            #expect(try error.member("code").integer(Int.self) == code)
            #expect(try error.optional("data") != nil || code == 20)
        }
    }

    @Test func `older versions have their headers, diffs, events and tags`() throws {
        let fixture = try NodeFixture()
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 0))
        _ = try #require(try fixture.receipt(hash))
        for (path, isNew) in [("/rpc/v0_10", true), ("/rpc/v0_9", false), ("/rpc/v0_8", false)] {
            let block = try ask(fixture, path, "starknet_getBlockWithTxHashes", #"["latest"]"#).member("result")
            for name in ["event_count", "receipt_commitment", "state_diff_length"] {
                #expect((try block.optional(name) != nil) == isNew)
            }
            let update = try ask(fixture, path, "starknet_getStateUpdate", #"["latest"]"#).member("result")
            #expect((try update.member("state_diff").optional("migrated_compiled_classes") != nil) == isNew)
            let events = try ask(
                fixture, path, "starknet_getEvents", #"[{"chunk_size":1,"from_block":{"block_number":1}}]"#)
            let event = try #require(Array(try events.member("result").member("events").array()).first)
            #expect((try event.optional("event_index") != nil) == isNew)
            let isOld = path == "/rpc/v0_8"
            for (tag, works) in [("pending", isOld), ("pre_confirmed", !isOld), ("latest", true)] {
                let answer = try ask(fixture, path, "starknet_getBlockTransactionCount", #"["\#(tag)"]"#)
                #expect((try answer.optional("result") != nil) == works)
            }
        }
    }

    @Test func `flags are looked at, unknown ones refused`() throws {
        let fixture = try NodeFixture()
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 0))
        let (_, number) = try #require(try fixture.receipt(hash))
        let address = GenesisConfiguration.fibonacciAddress.felt.hex
        let key = StorageKey.variable("last_value").felt.hex
        func code(_ method: String, _ parameters: String) throws -> Int {
            let answer = try ask(fixture, "/", method, parameters)
            return try answer.optional("error")?.member("code").integer() ?? 0
        }
        for (method, rest, flag) in [
            ("starknet_getBlockWithTxs", #""block_id":"latest","response_flags""#, "INCLUDE_PROOF_FACTS"),
            ("starknet_getBlockWithReceipts", #""block_id":"latest","response_flags""#, "INCLUDE_PROOF_FACTS"),
            (
                "starknet_getTransactionByHash", #""transaction_hash":"\#(hash.hex)","response_flags""#,
                "INCLUDE_PROOF_FACTS"
            ),
            ("starknet_traceBlockTransactions", #""block_id":"latest","trace_flags""#, "RETURN_INITIAL_READS"),
            (
                "starknet_simulateTransactions", #""block_id":"latest","transactions":[],"simulation_flags""#,
                "SKIP_FEE_CHARGE"
            ),
            ("starknet_estimateFee", #""block_id":"latest","request":[],"simulation_flags""#, "SKIP_VALIDATE"),
            (
                "starknet_getStorageAt",
                #""block_id":"latest","contract_address":"\#(address)","key":"\#(key)","response_flags""#,
                "INCLUDE_LAST_UPDATE_BLOCK"
            ),
        ] {
            #expect(try code(method, #"{\#(rest):["\#(flag)"]}"#) == 0)
            #expect(try code(method, #"{\#(rest):["SOMETHING"]}"#) == -32_602)
            #expect(try code(method, #"{\#(rest):"\#(flag)"}"#) == -32_602)
        }
        let stored = try ask(
            fixture, "/", "starknet_getStorageAt", #"["\#(address)","\#(key)","latest",["INCLUDE_LAST_UPDATE_BLOCK"]]"#
        ).member("result")
        #expect(try stored.member("last_update_block").integer() == number)
        #expect(try stored.member("value").felt() == DemoCall.fibonacci(5).result)
        let traces = try ask(
            fixture, "/", "starknet_traceBlockTransactions", #"[{"block_number":\#(number)},["RETURN_INITIAL_READS"]]"#
        )
        .member("result")
        #expect(try traces.member("traces").count == 1)
        let reads = try traces.member("initial_reads")
        #expect(
            try reads.member("nonces").array().contains {
                try $0.member("contract_address").felt() == fixture.accounts[0].address.felt
                    && $0.member("nonce").felt().isZero
            })
        #expect(try reads.member("declared_contracts").array().allSatisfy { try $0.member("is_declared").bool() })
    }

    @Test func `a trace has the state diff of its transaction and events in the order of emission`() throws {
        let fixture = try NodeFixture()
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(7), nonce: 0))
        _ = try #require(try fixture.receipt(hash))
        let trace = try ask(fixture, "/", "starknet_traceTransaction", #"["\#(hash.hex)"]"#).member("result")
        let diff = try trace.member("state_diff")
        #expect(
            try StateDiff(json: diff).nonces == [StateDiff.Entry(address: fixture.accounts[0].address, value: .one)])
        #expect(try StateDiff(json: diff).storage.contains { $0.address == GenesisConfiguration.fibonacciAddress })
    }

    @Test func `an estimate is of transactions whose nonces can still come`() throws {
        let fixture = try NodeFixture()
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 0))
        _ = try #require(try fixture.receipt(hash))
        func code(_ method: String, _ nonces: [UInt64]) throws -> Int {
            var w = JSONWriter()
            try w.array { (w) throws in
                for nonce in nonces {
                    Transaction.invoke(try fixture.signed(.fibonacci(5), nonce: nonce)).write(to: &w, hash: nil)
                }
            }
            let parameters =
                method == "starknet_estimateFee" ? "[\(w.text),[],\"latest\"]" : "[\"latest\",\(w.text),[]]"
            return try ask(fixture, "/", method, parameters).optional("error")?.member("code").integer() ?? 0
        }
        for (nonces, estimate, simulation) in [
            ([1], 0, 0), ([1, 2], 0, 0), ([0], 41, 41), ([1, 1], 41, 41), ([3], 0, 41),
        ] as [([UInt64], Int, Int)] {
            #expect(try code("starknet_estimateFee", nonces) == estimate)
            #expect(try code("starknet_simulateTransactions", nonces) == simulation)
        }
    }

    @Test(arguments: [
        (#"["0x1"]"#, 29), (#"["0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0"]"#, 29),
        (#"["xyz"]"#, -32_602), (#"["0x"]"#, -32_602),
        (#"["0x0fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0"]"#, -32_602),
    ]) func `messages are asked for by a hash of L1`(parameters: String, code: Int) throws {
        let answer = try ask(try NodeFixture(), "/", "starknet_getMessagesStatus", parameters)
        #expect(try answer.member("error").member("code").integer() == code)
    }
}

import StarknetRPC
import StarknetJSON
import NodeService
import BlockProduction
import FiniteFields
import FlowReplaying
import Foundation
import JSONCoding
import LoadClient
import StarknetClient
import StarknetModel
import Testing
import TransactionExecution

@Suite struct SubscriptionTests {
    private func kind(_ message: JSONValue) throws -> String { try message.optional("method")?.string() ?? "" }

    @Test func `blocks, events, transactions, receipts and a status are told of as they come`() throws {
        let fixture = try NodeFixture()
        let transaction = try fixture.signed(.fibonacci(10), nonce: 0)
        let hash = transaction.hash(chainID: fixture.chain.chainID)
        let socket = try WebSocketClient(port: fixture.node.rpcPort)
        var names: [String: String] = [:]
        for (method, parameters) in [
            ("NewHeads", "{}"), ("NewTransactions", "{}"), ("NewTransactionReceipts", "{}"),
            ("TransactionStatus", #"{"transaction_hash":"\#(hash.hex)"}"#),
            ("Events", #"{"from_address":"\#(GenesisConfiguration.fibonacciAddress.felt.hex)"}"#),
            ("NewTransactions", #"{"sender_address":["0x5"]}"#), ("Events", #"{"keys":[["0x5"]]}"#),
        ] {
            let answer = try socket.call("starknet_subscribe" + method, parameters)
            names[try answer.member("result").string()] = method
        }
        _ = try fixture.client.add(transaction)
        var seen: Set<String> = []
        while seen.count < 5 {
            let message = try socket.next()
            let parameters = try message.member("params")
            let name = try #require(names[try parameters.member("subscription_id").string()])
            let result = try parameters.member("result")
            switch name {
            case "NewHeads":
                #expect(try kind(message) == "starknet_subscriptionNewHeads")
                #expect(
                    try fixture.client.block(.number(try result.member("block_number").integer()))?.hash
                        == result.member("block_hash").felt())
            case "TransactionStatus":
                #expect(try kind(message) == "starknet_subscriptionTransactionStatus")
                let status = try result.member("status").member("finality_status").string()
                guard status == "ACCEPTED_ON_L2" else { continue }
            case "Events":
                #expect(try kind(message) == "starknet_subscriptionEvents")
                #expect(try result.member("transaction_hash").felt() == hash)
            default: #expect(try result.member("transaction_hash").felt() == hash)
            }
            seen.insert(name)
        }
    }

    @Test func `old blocks come first, an ended subscription is silent, errors have their codes`() throws {
        let fixture = try NodeFixture()
        for nonce in 0..<3 as Range<UInt64> {
            let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: nonce))
            _ = try #require(try fixture.receipt(hash))
        }
        let socket = try WebSocketClient(port: fixture.node.rpcPort)
        #expect(try socket.call("starknet_chainId", "[]").member("result").felt() == fixture.chain.chainID)
        let id = try socket.call("starknet_subscribeNewHeads", #"{"block_id":{"block_number":1}}"#).member("result")
            .string()
        for number in 1...3 {
            #expect(try socket.next().member("params").member("result").member("block_number").integer() == number)
        }
        #expect(try socket.call("starknet_unsubscribe", #"{"subscription_id":"\#(id)"}"#).member("result").bool())
        for (method, parameters, code) in [
            ("starknet_unsubscribe", #"{"subscription_id":"\#(id)"}"#, 66), ("starknet_unsubscribe", "{}", -32_602),
            // A number was its form in version 0.8.
            ("starknet_unsubscribe", #"{"subscription_id":\#(id)}"#, -32_602),
            ("starknet_subscribeNewHeads", #"{"block_id":{"block_number":99}}"#, 24),
            ("starknet_subscribeNewHeads", #"{"block_id":"pre_confirmed"}"#, -32_602),
            ("starknet_subscribeTransactionStatus", "{}", -32_602), ("starknet_subscribeNothing", "{}", -32_601),
            ("starknet_subscribeNewTransactions", #"{"finality_status":["ACCEPTED_ON_L1"]}"#, -32_602),
            ("starknet_subscribeEvents", #"{"keys":\#([[String]](repeating: ["0x1"], count: 17))}"#, 34),
            ("starknet_subscribeNewTransactions", #"{"sender_address":\#((0..<1_025).map { "0x\($0)" })}"#, 67),
        ] {
            #expect(try socket.call(method, parameters).member("error").member("code").integer() == code)
        }
        #expect(
            try socket.call(
                "starknet_subscribeNewTransactions", #"{"sender_address":\#((0..<1_024).map { "0x\($0)" })}"#
            )
            .optional("result") != nil)
        // The subscription above is the first of those that one socket may have.
        for _ in 1..<128 { #expect(try socket.call("starknet_subscribeNewHeads", "{}").optional("result") != nil) }
        #expect(try socket.call("starknet_subscribeNewHeads", "{}").member("error").member("code").integer() == 63)
    }
}

@Suite struct OlderSubscriptionTests {
    @Test func `versions before have their own methods and shapes at their own paths`() throws {
        let fixture = try NodeFixture(), port = fixture.node.rpcPort
        let old = try WebSocketClient(port: port, path: "/ws/rpc/v0_8")
        let middle = try WebSocketClient(port: port, path: "/ws/rpc/v0_9")
        let new = try WebSocketClient(port: port, path: "/ws/rpc/v0_10")
        #expect(FlowSocket(port: port, path: "/ws/rpc/v0_7") == nil)
        for (socket, version) in [(old, "0.8.1"), (middle, "0.9.0"), (new, "0.10.2")] {
            #expect(try socket.call("starknet_specVersion", "[]").member("result").string() == version)
        }
        for (socket, method) in [
            (old, "NewTransactions"), (old, "NewTransactionReceipts"), (middle, "PendingTransactions"),
            (new, "PendingTransactions"),
        ] {
            let answer = try socket.call("starknet_subscribe" + method, "{}")
            #expect(try answer.member("error").member("code").integer() == -32_601)
        }
        let id = try old.call("starknet_subscribePendingTransactions", "{}").member("result").string()
        _ = try old.call("starknet_subscribeEvents", "{}")
        _ = try middle.call("starknet_subscribeNewHeads", "{}")
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 0))
        let head = try middle.next().member("params").member("result")
        #expect(try head.member("block_number").integer() == 1 && head.optional("event_commitment") == nil)
        var told: [JSONValue] = []
        while told.count < 2 { told.append(try old.next()) }
        let pending = try #require(
            try told.first { try $0.member("method").string() == "starknet_subscriptionPendingTransactions" })
        #expect(try pending.member("params").member("result").felt() == hash)
        let event = try #require(try told.first { try $0.member("method").string() == "starknet_subscriptionEvents" })
        #expect(try event.member("params").member("result").optional("finality_status") == nil)
        #expect(try old.call("starknet_unsubscribe", #"{"subscription_id":\#(id)}"#).member("result").bool())
    }

    @Test func `what is executed early is pending once, and told no more when its block is decided`() throws {
        let fixture = try NodeFixture(blockSeconds: 3_000)
        let socket = try WebSocketClient(port: fixture.node.rpcPort, path: "/ws/rpc/v0_8")
        _ = try socket.call("starknet_subscribePendingTransactions", #"{"transaction_details":true}"#)
        _ = try socket.call("starknet_subscribeNewHeads", "{}")
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 0))
        let built = try fixture.node.producer.build()
        fixture.node.rpcService.chainChanged()
        let whole = try socket.next().member("params").member("result")
        #expect(try whole.member("transaction_hash").felt() == hash && whole.member("type").string() == "INVOKE")
        let status = try fixture.client.call(
            "starknet_getTransactionStatus", parametersText: Array(#"["\#(hash.hex)"]"#.utf8))
        #expect(try status.member("finality_status").string() == "PRE_CONFIRMED")
        let old = try socket.call("starknet_getTransactionStatus", #"["\#(hash.hex)"]"#).member("result")
        #expect(try old.member("finality_status").string() == "ACCEPTED_ON_L2")
        try fixture.node.producer.commit(content: built.content, certificate: nil)
        fixture.node.rpcService.chainChanged()
        #expect(try socket.next().member("method").string() == "starknet_subscriptionNewHeads")
        // Nothing of the transaction was between, and nothing comes behind: the next message answers a request.
        #expect(try socket.call("starknet_specVersion", "[]").member("result").string() == "0.8.1")
    }
}

@Suite struct PreConfirmedNewsTests {
    @Test func `what is executed for the next block is told once to those who want it so early`() throws {
        // Blocks are so far apart that none is made here: the block is built by hand.
        let fixture = try NodeFixture(blockSeconds: 3_000)
        let socket = try WebSocketClient(port: fixture.node.rpcPort)
        let early = try socket.call("starknet_subscribeNewTransactions", #"{"finality_status":["PRE_CONFIRMED"]}"#)
            .member("result").string()
        _ = try socket.call("starknet_subscribeNewTransactions", "{}")
        for nonce in 0..<2 as Range<UInt64> {
            let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: nonce))
            _ = try fixture.node.producer.build()
            fixture.node.rpcService.chainChanged()
            let message = try socket.next().member("params")
            #expect(try message.member("subscription_id").string() == early)
            #expect(try message.member("result").member("transaction_hash").felt() == hash)
            #expect(try message.member("result").member("finality_status").string() == "PRE_CONFIRMED")
        }
    }
}

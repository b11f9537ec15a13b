import FiniteFields
import JSONCoding
import NodeService
import StarknetModel
import StarknetRPC
import Testing
import TransactionExecution

/// Each bound of a request, at it and one above, and far above.
@Suite struct RPCLimitTests {
    private let limits = RPCLimits()
    private let fixture: NodeFixture

    init() throws { fixture = try NodeFixture() }

    private func request(_ method: String, _ parameters: String, id: String = "1") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"starknet_\#(method)","params":\#(parameters)}"#
    }

    private func list(_ item: String, _ count: Int) -> String {
        "[" + [String](repeating: item, count: count).joined(separator: ",") + "]"
    }

    @Test func `ids are echoed up to their bytes`() throws {
        func code(_ bytes: Int) throws -> Int {
            let text = String(repeating: "a", count: bytes)
            return try fixture.code(request("blockNumber", "[]", id: "\"\(text)\""))
        }
        #expect(try code(1_024) == 0)
        #expect(try code(1_025) == -32_600)
        #expect(try code(1_000_000) == -32_600)
        // Numbers are text too: what cannot be echoed is refused.
        #expect(try fixture.code(request("blockNumber", "[]", id: String(repeating: "1", count: 1_025))) != 0)
    }

    @Test func `JSON is as deep and has as many values as a request may have`() throws {
        // The request itself is one level.
        func nested(_ depth: Int) throws -> Int {
            let parameters = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
            return try fixture.code(request("blockNumber", parameters))
        }
        #expect(try nested(limits.depthMax) != -32_700)
        #expect(try nested(limits.depthMax + 1) == -32_700)
        #expect(try nested(1_000_000) == -32_700)
        #expect(try fixture.code(request("blockNumber", list("1", limits.nodesMax - 100))) != -32_700)
        #expect(try fixture.code(request("blockNumber", list("1", limits.nodesMax + 1))) == -32_700)
        #expect(try fixture.code(request("blockNumber", list("1", 2_000_000))) == -32_700)
    }

    @Test func `pages, keys and addresses of events`() throws {
        func filter(_ members: String) throws -> Int { try fixture.code(request("getEvents", "[{\(members)}]")) }
        #expect(try filter(#""chunk_size":\#(limits.eventsPageMax)"#) == 0)
        #expect(try filter(#""chunk_size":\#(limits.eventsPageMax + 1)"#) == 31)
        #expect(try filter(#""chunk_size":18446744073709551616"#) != 0)
        #expect(try filter(#""chunk_size":1,"keys":\#(list("[]", limits.eventKeysMax))"#) == 0)
        #expect(try filter(#""chunk_size":1,"keys":\#(list("[]", limits.eventKeysMax + 1))"#) == 34)
        #expect(try filter(#""chunk_size":1,"keys":\#(list("[]", 100_000))"#) == 34)
        #expect(try filter(#""chunk_size":1,"keys":[\#(list("\"0x1\"", 100_000))]"#) != 0)
    }

    @Test func `keys of a storage proof`() throws {
        func proof(_ count: Int) throws -> Int {
            try fixture.code(request("getStorageProof", #"["latest",\#(list("\"0x1\"", count)),[],[]]"#))
        }
        #expect(try proof(limits.storageProofKeysMax) == 0)
        #expect(try proof(limits.storageProofKeysMax + 1) != 0)
        #expect(try proof(100_000) != 0)
        // Keys of all lists count together.
        let keys = #"[{"contract_address":"0x1","storage_keys":\#(list("\"0x1\"", limits.storageProofKeysMax))}]"#
        #expect(try fixture.code(request("getStorageProof", #"["latest",["0x1"],[],\#(keys)]"#)) != 0)
    }

    @Test func `transactions of an estimate`() throws {
        // None of them is a transaction: what is told first is that they are too many.
        func message(_ count: Int) throws -> String {
            let body = try fixture.post(request("estimateFee", #"[\#(list("{}", count)),[],"latest"]"#))
            return String(decoding: body, as: UTF8.self)
        }
        #expect(try !message(limits.simulatedTransactionsMax).contains("\(limits.simulatedTransactionsMax)"))
        #expect(try message(limits.simulatedTransactionsMax + 1).contains("\(limits.simulatedTransactionsMax)"))
        #expect(try message(100_000).contains("\(limits.simulatedTransactionsMax)"))
    }

    @Test func `the answers of a batch`() throws {
        // A class is some hundred kilobytes: a hundred of them are more than a batch may answer.
        let account = fixture.accounts[0].address.felt.hex
        let one = request("getClassAt", #"["latest","\#(account)"]"#)
        let size = try fixture.post(one).count
        let fits = min(limits.batchMax, limits.answerBytesMax / (size + 1))
        #expect(try JSONDocument(fixture.post(list(one, fits))).root.count == fits)
        let all = try fixture.post(list(one, limits.batchMax))
        #expect(all.count <= limits.answerBytesMax + (1 << 20))
    }

    @Test func `subscriptions of a socket, addresses of one`() throws {
        let socket = try WebSocketClient(port: fixture.node.rpcPort)
        func code(_ answer: JSONValue) throws -> Int {
            guard let error = try answer.optional("error") else { return 0 }
            return try error.member("code").integer()
        }
        func addresses(_ count: Int) throws -> Int {
            try code(
                socket.call("starknet_subscribeNewTransactions", #"{"sender_address":\#(list("\"0x5\"", count))}"#))
        }
        #expect(try addresses(limits.subscriptionAddressesMax) == 0)
        #expect(try addresses(limits.subscriptionAddressesMax + 1) == 67)
        #expect(try addresses(50_000) == 67)
        for _ in 1..<limits.subscriptionsMax {
            #expect(try code(socket.call("starknet_subscribeTransactionStatus", #"{"transaction_hash":"0x1"}"#)) == 0)
        }
        for _ in 0..<20 {
            #expect(try code(socket.call("starknet_subscribeTransactionStatus", #"{"transaction_hash":"0x1"}"#)) != 0)
        }
        // Another client has its own.
        let other = try WebSocketClient(port: fixture.node.rpcPort)
        #expect(try code(other.call("starknet_subscribeTransactionStatus", #"{"transaction_hash":"0x1"}"#)) == 0)
    }
}

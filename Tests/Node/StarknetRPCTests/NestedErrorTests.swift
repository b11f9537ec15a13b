import BlockProduction
import FiniteFields
import HashFunctions
import JSONCoding
import LoadClient
import NodeService
import StarknetClient
import StarknetJSON
import StarknetModel
import StarknetRPC
import Testing
import TransactionExecution

@Suite struct NestedErrorTests {
    @Test func `a failed call says where it failed, and its panic data`() throws {
        let fixture = try NodeFixture()
        let address = GenesisConfiguration.fibonacciAddress.felt
        // An argument is missing.
        let selector = DemoCall.fibonacci(3).calldata[2]
        let body = #"""
            {"jsonrpc":"2.0","id":1,"method":"starknet_call","params":{"block_id":"latest","request":{"calldata":[],\#
            "contract_address":"\#(address.hex)","entry_point_selector":"\#(selector.hex)"}}}
            """#
        let error = try JSONDocument(try fixture.post(body)).root.member("error")
        #expect(try error.member("code").integer() == 40)
        let nested = try error.member("data").member("revert_error")
        #expect(try nested.member("contract_address").felt() == address)
        #expect(try nested.member("selector").felt() == selector)
        let felts = try JSONDocument(text: try nested.member("error").string()).root.felts()
        #expect(felts == [Felt252(shortString: "Failed to deserialize param #1")])
    }

    @Test func `a call that runs out of gas panics, whatever memory it takes`() throws {
        let fixture = try NodeFixture()
        let body =
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_call","params":{"block_id":"latest","request":{"calldata":"#
            + #"["0xffffff"],"contract_address":"\#(GenesisConfiguration.fibonacciAddress.felt.hex)","entry_point_selector":"#
            + #""\#(StarknetKeccak.selector("compute_fibonacci").hex)"}}}"#
        // However slow the machine is: it is the gas that ends.
        var limits = RPCLimits()
        limits.requestSecondsMax = 600
        let producer = fixture.node.producer
        let service = RPCService(
            chain: fixture.chain, store: producer.store, pool: producer.pool,
            execution: NodeExecution(producer: producer), limits: limits)
        let error = try JSONDocument(try #require(service.read(Array(body.utf8)).answer())).root.member("error")
        #expect(try error.member("code").integer() == 40)
        let text = try error.member("data").member("revert_error").member("error").string()
        #expect(try JSONDocument(text: text).root.felts() == [Felt252(shortString: "Out of gas")])
    }

    @Test func `an estimate of what reverts says where; a refused signature names the account`() throws {
        let fixture = try NodeFixture()
        let sender = fixture.accounts[0].address.felt
        func failure(_ transaction: InvokeTransaction, isEstimate: Bool = true) throws -> JSONValue {
            var w = JSONWriter()
            Transaction.invoke(transaction).write(to: &w, hash: nil)
            let method =
                isEstimate
                ? #""starknet_estimateFee","params":[[\#(w.text)],[],"latest"]"#
                : #""starknet_simulateTransactions","params":["latest",[\#(w.text)],[]]"#
            let body = #"{"jsonrpc":"2.0","id":1,"method":\#(method)}"#
            let error = try JSONDocument(try fixture.post(body)).root.member("error")
            #expect(try error.member("code").integer() == 41)
            #expect(try error.member("data").member("transaction_index").integer() == 0)
            return try error.member("data").member("execution_error")
        }
        var wrong = try fixture.signed(.fibonacci(3), nonce: 0)
        // One argument too few for the contract that is called.
        wrong.calldata[3] = .zero
        wrong.calldata.removeLast()
        let reverted = try failure(try fixture.resigned(wrong))
        let outer = try reverted.member("error")
        #expect(
            try reverted.member("contract_address").felt() == sender
                && outer.member("contract_address").felt() == sender)
        #expect(try outer.member("selector").felt() == ProtocolSelectors.execute)
        let inner = try outer.member("error")
        #expect(try inner.member("contract_address").felt() == GenesisConfiguration.fibonacciAddress.felt)
        #expect(try inner.member("error").string().contains("Failed to deserialize param #1"))

        var forged = try fixture.signed(.fibonacci(3), nonce: 0)
        forged.account.signature[1] = forged.account.signature[1] + .one
        #expect(try failure(forged).string().hasPrefix("Account validation failed: "))
        let refused = try failure(forged, isEstimate: false)
        #expect(try refused.member("contract_address").felt() == sender)
        #expect(try refused.member("selector").felt() == ProtocolSelectors.validate)
    }
}

import DevnetService
import FiniteFields
import JSONCoding
import StarknetClient
import StarknetModel
import Testing

/// Messages of L1 on a development network. Their handler is missing: what is tested is the way of the message.
@Suite struct DevnetMessageTests {
    private static let strk = ContractAddress.strk.felt.hex
    private static let sender = "0x8359e4b0152ed5a731162d3c7b0d8d56edb165a0"

    private func message(
        _ change: (String, String)? = nil, nonce: Int = 0, origin: String? = nil
    ) -> String {
        var members = [
            "l2_contract_address": #""\#(Self.strk)""#, "entry_point_selector": #""0x5""#,
            "l1_contract_address": #""\#(Self.sender)""#, "payload": #"["0x1","0x2"]"#, "paid_fee_on_l1": #""0x1""#,
            "nonce": #""0x\#(String(nonce, radix: 16))""#,
        ]
        if let origin { members["l1_transaction_hash"] = #""\#(origin)""# }
        if let change { members[change.0] = change.1 }
        return "{" + members.map { #""\#($0.key)":\#($0.value)"# }.sorted().joined(separator: ",") + "}"
    }

    @Test func `a message is handled in a block, and its transaction of L1 knows what became of it`() throws {
        let fixture = try DevnetFixture(), origin = "0x" + String(repeating: "ab", count: 32)
        let sent = try fixture.call("devnet_postmanSendMessageToL2", message(origin: origin))
        let hash = try sent.member("transaction_hash").felt()
        #expect(try fixture.client.blockNumber() == 1)
        let receipt = try fixture.call("starknet_getTransactionReceipt", #"{"transaction_hash":"\#(hash.hex)"}"#)
        #expect(try receipt.member("type").string() == "L1_HANDLER")
        #expect(try receipt.member("actual_fee").member("unit").string() == "WEI")
        #expect(try receipt.member("execution_status").string() == "REVERTED")
        #expect(try receipt.member("message_hash").string().utf8.count == 66)
        let trace = try fixture.call("starknet_traceTransaction", #"{"transaction_hash":"\#(hash.hex)"}"#)
        #expect(
            try trace.member("function_invocation").member("revert_reason").string().contains("ENTRYPOINT_NOT_FOUND"))
        let other = try fixture.call("devnet_postmanSendMessageToL2", message(nonce: 1, origin: origin))
        let statuses = try fixture.call("starknet_getMessagesStatus", #"{"transaction_hash":"\#(origin)"}"#)
        #expect(
            try statuses.array().map { try $0.member("transaction_hash").felt() } == [
                hash, try other.member("transaction_hash").felt(),
            ])
        #expect(fixture.code("starknet_getMessagesStatus", #"{"transaction_hash":"0x1"}"#) == 29)
        #expect(fixture.code("starknet_getMessagesStatus", #"{"transaction_hash":"0x"}"#) == -32_602)
    }

    @Test func `a message comes once, is paid for, and is from an address of L1`() throws {
        let fixture = try DevnetFixture { $0.blocks = .demand }
        func code(_ parameters: String) -> Int { fixture.code("devnet_postmanSendMessageToL2", parameters) }
        #expect(code(message()) == 0)
        // While it waits, and when it is in a block.
        #expect(code(message()) == 59)
        _ = try fixture.call("devnet_createBlock")
        #expect(code(message()) == 59)
        #expect(code(message(("paid_fee_on_l1", #""0x0""#), nonce: 1)) == 63)
        let largest = "0x" + String(repeating: "f", count: 40)
        #expect(code(message(("l1_contract_address", #""\#(largest)""#), nonce: 1)) == 0)
        #expect(
            code(message(("l1_contract_address", #""0x1\#(String(repeating: "0", count: 40))""#), nonce: 2)) == -32_602)
        let payload = { (count: Int) in "[" + [String](repeating: #""0x1""#, count: count).joined(separator: ",") + "]"
        }
        #expect(code(message(("payload", payload(ProtocolConstants.calldataMax - 1)), nonce: 3)) == 0)
        #expect(code(message(("payload", payload(ProtocolConstants.calldataMax)), nonce: 4)) == -32_602)
    }

    @Test func `the fee of a message is estimated in wei`() throws {
        let fixture = try DevnetFixture()
        func code(to: String = Self.strk, from: String = Self.sender, _ block: String = #""latest""#) -> Int {
            fixture.code(
                "starknet_estimateMessageFee",
                #"{"message":{"from_address":"\#(from)","to_address":"\#(to)","entry_point_selector":"0x5","payload":[]},"#
                    + #""block_id":\#(block)}"#)
        }
        #expect(code() == 40)
        #expect(code(to: "0x123456") == 20)
        #expect(code(from: "0x1") == -32_602)
        #expect(code(#"{"block_number":99}"#) == 24)
    }

    @Test func `nothing is consumed that no block sent, and there is nobody to flush to`() throws {
        let fixture = try DevnetFixture()
        let parameters = #"{"from_address":"0x5","to_address":"0x6","payload":["0x1"]}"#
        #expect(fixture.code("devnet_postmanConsumeMessageFromL2", parameters) == 63)
        #expect(fixture.code("devnet_postmanFlush", "{}") == 63)
        let shown = try fixture.call("devnet_postmanFlush", #"{"dry_run":true}"#)
        #expect(try shown.member("messages_to_l1").count == 0)
    }
}

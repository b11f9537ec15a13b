import FiniteFields
import Foundation
import HTMLBuilding
import JSONCoding
import Testing

@testable import ExplorerWeb

/// Declarations, deployments of accounts, messages, fees and the sources of classes.
@Suite struct NewKindsPageTests {
    /// A site whose block 0 holds one transaction.
    private func page(_ transaction: String, _ receipt: String) throws -> String {
        var answers = RecordedNode.chain([0])
        answers[#"starknet_getBlockWithReceipts {"block_id":{"block_number":0}}"#] = """
            {"status":"ACCEPTED_ON_L2","block_hash":"\(RecordedNode.hash(0))","parent_hash":"0x0","block_number":0,
            "new_root":"0x1","timestamp":1767225600,"sequencer_address":"0x1000","starknet_version":"0.14.4",
            "transactions":[{"transaction":{"version":"0x3","nonce":"0x0","tip":"0x0","signature":[],\(transaction)},
            "receipt":{"transaction_hash":"0xabc","execution_status":"SUCCEEDED","events":[],\(receipt)}}]}
            """
        let site = try TestSite(RecordedNode(answers: answers))
        site.follow()
        return site.get("/tx/0xabc").text
    }

    private let fee = #""actual_fee":{"amount":"0x14d1120d7b160001","unit":"FRI"}"#

    @Test func `a declaration names its class and what it compiles to`() throws {
        let text = try page(
            #""type":"DECLARE","sender_address":"0x64","class_hash":"0x77","compiled_class_hash":"0x78""#, fee)
        #expect(text.contains("declaration of class 0x77"))
        #expect(text.contains("href=\"/class/0x77\""))
        #expect(text.contains("<dt>Compiled class hash</dt>"))
        // In STRK, and exact.
        #expect(text.contains("1.500000000000000001 STRK (1500000000000000001 fri)"))
    }

    @Test func `a deployment names the account, its class and the salt`() throws {
        let text = try page(
            #""type":"DEPLOY_ACCOUNT","class_hash":"0x77","contract_address_salt":"0x5","constructor_calldata":["0x9"]"#,
            fee + #","contract_address":"0x65""#)
        #expect(text.contains("deployment of the account 0x65 of class 0x77"))
        #expect(text.contains("<dt>Salt</dt>") && text.contains("href=\"/contract/0x65\""))
        #expect(text.contains("Calldata (1 words)"))
    }

    @Test func `messages to L1 are listed, and no fee is none`() throws {
        let text = try page(
            #""type":"L1_HANDLER","contract_address":"0x66","entry_point_selector":"0x5","calldata":["0x1"]"#,
            #""actual_fee":{"amount":"0x0","unit":"WEI"},"#
                + #""messages_sent":[{"from_address":"0x66","to_address":"0xdead","payload":["0x7","0x8"]}]"#)
        #expect(text.contains("handling of a message of L1 by 0x66"))
        #expect(text.contains("Messages to L1 (1)") && text.contains("0xdead") && text.contains(", 2 words"))
        #expect(text.contains("<dt>Fee paid</dt><dd>none</dd>"))
    }

    @Test func `a block shows the price of its gas, where the node says it`() throws {
        var answers = RecordedNode.chain([1, 1])
        let place = #"starknet_getBlockWithReceipts {"block_id":{"block_number":1}}"#
        answers[place] = answers[place]?.replacingOccurrences(
            of: #""starknet_version""#,
            with: #""l2_gas_price":{"price_in_fri":"0x1dcd65000","price_in_wei":"0x1"},"starknet_version""#)
        let site = try TestSite(RecordedNode(answers: answers))
        site.follow()
        #expect(site.get("/block/1").text.contains("<dt>Price of L2 gas</dt><dd>8000000000 fri</dd>"))
        #expect(!site.get("/block/0").text.contains("Price of L2 gas"))
    }

    @Test func `a class's ABI and code are read page by page`() throws {
        let code = (["\"0x480680017fff8000\"", "\"0x5\""] + Array(repeating: "\"0x208b7fff7fff7ffe\"", count: 700))
            .joined(separator: ",")
        let site = try TestSite.example(more: [
            #"starknet_getCompiledCasm {"class_hash":"0x77"}"#:
                #"{"bytecode":[\#(code)],"entry_points_by_type":{"EXTERNAL":[{"selector":"0x5","offset":2,"builtins":[]}]}}"#
        ])
        let first = site.get("/class/0x77/casm").text
        #expect(
            first.contains("702 lines") && first.contains("0: [ap] = 5, ap++\n2: entry point (EXTERNAL): 0x5\n2: ret"))
        #expect(first.contains("from=500") && !first.contains("← before"))
        let second = site.get("/class/0x77/casm", ["from": "500"]).text
        #expect(second.contains("← before") && !second.contains("after →"))
        #expect(site.get("/class/0x77/abi").text.contains("&quot;name&quot;: &quot;twice&quot;"))
        #expect(!site.get("/class/0x77/abi").text.contains("<script>x"))
        // What is no program is not shown as one.
        #expect(site.get("/class/0x77/sierra").status == 404)
        for path in ["/class/0x77/code", "/class/0x55/casm", "/class/x/abi"] { #expect(site.get(path).status == 404) }
        for from in ["-5", "99999999999999999999", "9000000000000000000", "x"] {
            #expect(site.get("/class/0x77/casm", ["from": from]).status == 200)
        }
    }

    @Test func `sources that only the node has are not called missing while it is silent`() throws {
        let site = try TestSite.example()
        site.node.change { $0.isDown = true }
        #expect(site.get("/class/0x77/casm").status == 503)
    }
}

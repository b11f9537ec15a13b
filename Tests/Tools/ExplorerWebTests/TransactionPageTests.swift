import FiniteFields
import Foundation
import HTMLBuilding
import HashFunctions
import Testing

@testable import ExplorerWeb

@Suite struct TransactionPageTests {
    static let abi = ContractABI(
        functions: [
            "0x5": ABIFunction(
                name: "factorial", inputs: [.init(name: "n", typeName: "core::felt252")], outputs: [], isView: false)
        ])

    @Test func `a call is a sentence with its function and arguments`() {
        let calls = AccountCall.list(["0x1", "0x99", "0x5", "0x1", "0x59"])
        #expect(TransactionSentence.text(calls, abi: { _ in TransactionPageTests.abi }) == "factorial(89)")
    }

    @Test func `a transfer names amount, unit and recipient`() {
        let transfer = AccountCall(
            contract: KnownContracts.strk, selector: SelectorNamesTests.selector("transfer"),
            calldata: ["0x123456789012345678901234", "0x14d1120d7b160000", "0x0"])
        #expect(TransactionSentence.text([transfer], abi: { _ in nil }) == "transfer of 1.5 STRK to 0x12345678…901234")
    }

    @Test(arguments: [
        [], ["0x1"], ["0x2", "0x99", "0x5", "0x0"], ["0x1", "0x99", "0x5", "0x2", "0x1"],
        ["0x1", "0x99", "0x5", "0x0", "0x0"], ["0xffffffffffffffff"], ["0x1", "0x99", "0x5", "0xffffffffffffffff"],
    ])
    func `calldata of another form is no call`(words: [String]) {
        #expect(AccountCall.list(words).isEmpty)
    }

    @Test(arguments: [
        (UInt128(0), "0"), (1, "0.000000000000000001"), (1_500_000_000_000_000_000, "1.5"),
        (20_000_000_000_000_000_000, "20"), (.max, "340282366920938463463.374607431768211455"),
    ])
    func `amounts are exact`(amount: UInt128, text: String) { #expect(TokenAmount.text(amount) == text) }

    @Test func `a reverted execution shows the call that was reverted`() throws {
        let text = try TestSite.example().get("/tx/0xc000010000").text
        #expect(text.contains(">execute</span><span class=\"badge bad\">reverted</span>"))
        #expect(text.contains("__execute__"))
    }

    @Test func `a reason keeps its lines, and other control characters are named`() throws {
        let site = try TestSite(RecordedNode(answers: RecordedNode.chain([1], reason: #"first\nsecond\u0007"#)))
        site.follow()
        #expect(site.get("/tx/0xc000000000").text.contains("<pre>first\nsecond[U+7]</pre>"))
        #expect(HostileText.visible("a\nb") == "a[U+A]b")
    }

    @Test func `the page has date, gas, proof and neighbours, and the account's check folded`() throws {
        let text = try TestSite.example().get("/tx/0xc000010000").text
        #expect(text.contains("2026-01-01 00:00:10 UTC"))
        #expect(text.contains("l2_gas: 654321"))
        #expect(text.contains("proof stored"))
        #expect(text.contains("href=\"/tx/0xc000000000\">← previous"))
        #expect(text.contains("href=\"/tx/0xc000020000\">next →"))
        #expect(text.contains("<summary>The account&#39;s check of the transaction (validate)</summary>"))
        // The words of the call stand on the page once, folded.
        #expect(text.components(separatedBy: "<summary>Calldata (5 words)").count == 2)
    }
}

/// Selectors, computed.
enum SelectorNamesTests {
    static func selector(_ name: String) -> String { StarknetKeccak.selector(name).hex }
}

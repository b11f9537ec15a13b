import ProofStorage
import Testing

@testable import ExplorerWeb

/// What the block page hands to the script that compares it with the verified bundle, and what the bundle's address says
/// when there is none.
@Suite struct VerificationPanelTests {
    @Test func `every claim of a block page carries its value`() throws {
        let text = try TestSite.example(verifier: TestSite.verifier).get("/block/1").text
        #expect(text.contains("data-hash=\"\(RecordedNode.hash(1))\""))
        for (claim, value) in [
            ("hash", RecordedNode.hash(1)), ("parent", RecordedNode.hash(0)), ("root", "0x1"), ("time", "1767225610"),
            ("sequencer", "0x1000"), ("version", "0.14.4"), ("transactions", "1"), ("events", "1"),
        ] {
            #expect(text.contains("data-claim=\"\(claim)\" data-value=\"\(value)\""))
        }
        #expect(
            text.contains(
                "data-transaction=\"\(RecordedNode.transactionHash(1, 0))\" data-position=\"0\" data-outcome=\"REVERTED\" data-sender=\"0x64\""
            ))
    }

    @Test func `the page says who vouches for the checker, and what to compare`() throws {
        let text = try TestSite.example(verifier: TestSite.verifier).get("/block/1").text
        #expect(text.contains("come from one server"))
        #expect(text.contains("starling verify --block 1"))
        #expect(text.contains(TestSite.verifier.fingerprint))
    }

    @Test(arguments: [
        (ProofStatus(.waiting), "waiting"), (ProofStatus(.proving), "proving"), (ProofStatus(.stored), "stored"),
        (ProofStatus(.failed, reason: "too\nlarge"), "failed: too[U+A]large"),
    ])
    func `without a bundle its address says the stage of the proof`(status: ProofStatus, text: String) throws {
        let site = try TestSite.example(verifier: TestSite.verifier)
        site.node.change { $0.proofs[2] = status }
        site.follow()
        #expect(site.get("/bundle/2") == (404, text))
    }

    @Test func `a bundle that cannot be put together is no missing proof`() throws {
        let site = try TestSite.example(
            bundles: [1: .unavailable("The node does not answer.")], verifier: TestSite.verifier)
        #expect(site.get("/bundle/1") == (503, "The node does not answer."))
    }
}

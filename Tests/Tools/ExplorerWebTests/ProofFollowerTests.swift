import ProofStorage
import Testing

@testable import ExplorerWeb

/// No state of a proof is final.
@Suite struct ProofFollowerTests {
    func stage(_ site: TestSite, _ block: UInt64) throws -> ProofStatus.Stage? {
        try site.index.block(number: block)?.proof.stage
    }

    @Test(arguments: [ProofStatus.Stage.failed, .waiting, .proving])
    func `a proof that is lost or tried again is seen, though it was stored`(stage: ProofStatus.Stage) throws {
        let site = try TestSite.example()
        #expect(try self.stage(site, 1) == .stored)
        site.node.change { $0.proofs[1] = ProofStatus(stage) }
        site.follow()
        #expect(try self.stage(site, 1) == stage)
        site.node.change { $0.proofs[1] = ProofStatus(.stored, lagSeconds: 90, bytes: 1) }
        site.follow()
        site.follow()
        #expect(try self.stage(site, 1) == .stored)
    }

    @Test func `a prover that begins anew has no proof of what it does not know`() throws {
        let site = try TestSite.example()
        site.node.change { $0.proofs = [:] }
        site.follow()
        #expect(try stage(site, 1) == .waiting)
    }

    @Test func `every block has its turn, and one that is looked at has it at once`() throws {
        let count = 30
        let site = try TestSite(RecordedNode(answers: RecordedNode.chain(Array(repeating: 1, count: count + 1))))
        site.node.change { state in
            for number in 1...UInt64(count) { state.proofs[number] = ProofStatus(.stored) }
        }
        site.follow()
        site.node.change { state in
            for number in 1...UInt64(count) { state.proofs[number] = ProofStatus(.failed) }
        }
        _ = site.get("/block/25")
        _ = site.get("/api/proofs", ["blocks": "17,18,x,999"])
        site.follow()
        #expect(try [17, 18, 25].allSatisfy { try stage(site, $0) == .failed })
        #expect(try site.index.settledBlocks(after: 0, limit: 100).contains { $0.proof.stage == .stored })
        for _ in 0..<count { site.follow() }
        #expect(try site.index.settledBlocks(after: 0, limit: 100).allSatisfy { $0.proof.stage == .failed })
    }

    @Test func `a page's script is told what its badges say now`() throws {
        let site = try TestSite.example()
        #expect(
            site.get("/api/proofs", ["blocks": "1,2"]).text
                == #"[{"block":1,"label":"proof stored","tone":"good","note":"51 s after the block, 4 KiB"},"#
                + #"{"block":2,"label":"proof pending","tone":"wait","note":""}]"#)
        for path in ["/block/1", "/blocks", "/tx/0xc000010000"] {
            #expect(site.get(path).text.contains("<span data-proof=\"1\"><span class=\"badge good\">proof stored"))
        }
    }

    @Test func `what cannot be asked for is empty`() throws {
        let site = try TestSite.example()
        let many = (0..<5000).map { "\($0)" }.joined(separator: ",")
        #expect(site.get("/api/proofs").text == "[]")
        #expect(site.get("/api/proofs", ["blocks": ",-1,,a"]).text == "[]")
        #expect(site.get("/api/proofs", ["blocks": many]).status == 200)
    }
}

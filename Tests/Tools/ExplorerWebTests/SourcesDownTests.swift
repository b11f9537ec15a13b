import Synchronization
import Testing

@testable import ExplorerWeb

/// Nothing false is said while the node or the prover does not answer.
@Suite struct SourcesDownTests {
    func withNodeDown() throws -> TestSite {
        let site = try TestSite.example()
        site.node.change { $0.isDown = true }
        site.advance(seconds: 600)
        site.follow()
        return site
    }

    @Test(arguments: ["/contract/0x64", "/contract/0x65", "/class/0x1234", "/block/9", "/tx/0xdead"])
    func `with the node down nobody says that a thing does not exist`(path: String) throws {
        let (status, text) = try withNodeDown().get(path)
        #expect(status == 503)
        #expect(text.contains("The node does not answer; data as of 00:00 UTC"))
        #expect(!text.contains("No contract is deployed"))
        #expect(!text.contains("There is no such"))
    }

    @Test(arguments: ["/", "/blocks", "/transactions", "/health", "/ready"])
    func `what the index has waits for nobody`(path: String) throws {
        let site = try TestSite.example()
        let before = site.node.state.withLock { $0.asked }
        #expect(site.get(path).status == 200)
        #expect(site.node.state.withLock { $0.asked } == before)
    }

    @Test func `a search with the node down does not say that nothing was found`() throws {
        let site = try withNodeDown()
        #expect(site.get("/search", ["q": "0xdead"]).status == 503)
        #expect(site.get("/search", ["q": "77"]).status == 503)
    }

    @Test(arguments: ["/", "/blocks", "/transactions", "/block/1", "/tx/0xc000010000"])
    func `with the node down every page shows what it has, under a banner`(path: String) throws {
        let (status, text) = try withNodeDown().get(path)
        #expect(status == 200)
        #expect(text.contains("class=\"banner\""))
        #expect(text.contains("The node does not answer; data as of 00:00 UTC"))
    }

    @Test func `the calls of a transaction are not said to be absent while the node is down`() throws {
        let text = try withNodeDown().get("/tx/0xc000010000").text
        #expect(!text.contains("gave no trace"))
    }

    @Test func `health and ready tell of the node and the prover`() throws {
        let site = try TestSite.example()
        #expect(site.get("/ready").status == 200)
        #expect(site.get("/health").text.contains(#""status":"ok""#))
        site.node.change { $0.proverIsDown = true }
        site.follow()
        #expect(site.get("/ready").status == 503)
        #expect(site.get("/health").status == 200)
        #expect(site.get("/health").text.contains(#""prover":"does not answer""#))
        site.node.change {
            $0.proverIsDown = false; $0.isDown = true
        }
        site.follow()
        #expect(site.get("/health").text.contains(#""node":"does not answer""#))
        site.node.change { $0.isDown = false }
        site.follow()
        #expect(site.get("/ready").status == 200)
    }

    @Test func `with the prover down the state of a proof is said to be old, and the panel is not told to wait`() throws
    {
        let site = try TestSite.example(verifier: TestSite.verifier)
        site.node.change { $0.proverIsDown = true }
        site.follow()
        #expect(site.get("/block/1").text.contains("The prover does not answer; states of proofs as of 00:00 UTC"))
        #expect(site.get("/bundle/2") == (404, "unknown"))
        // What was known stays known.
        #expect(site.get("/block/1").text.contains("proof stored"))
    }

    @Test func `an explorer that starts while the node is down still says from when its data is`() throws {
        let site = try withNodeDown()
        let again = try TestSite(site.node, index: site.index)
        again.advance(seconds: 7200)
        again.follow()
        #expect(again.get("/").text.contains("data as of 00:00 UTC"))
    }
}

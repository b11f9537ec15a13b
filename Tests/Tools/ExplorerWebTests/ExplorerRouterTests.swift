import Foundation
import Testing

@testable import ExplorerWeb

@Suite struct ExplorerRouterTests {
    @Test(arguments: [
        "/", "/blocks", "/transactions", "/block/1", "/block/latest", "/tx/0xc000010000", "/contract/0x64",
        "/class/0x77", "/api",
    ])
    func `pages answer, and hostile text in them stays text`(path: String) throws {
        let answer = try TestSite.example().router.respond(path: path, query: [:])
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == 200)
        #expect(answer.contentType.hasPrefix("text/html"))
        #expect(!text.contains("<script>"))
        #expect(!text.contains("<img"))
        #expect(
            answer.headers.contains { $0.name == "Content-Security-Policy" && $0.value.contains("default-src 'none'") })
    }

    @Test func `the transaction page shows the revert reason as text`() throws {
        let text = try TestSite.example().get("/tx/0xc000010000").text
        #expect(text.contains("&lt;script&gt;window.hacked=1&lt;/script&gt;"))
    }

    @Test(arguments: [
        "/block/9", "/block/-1", "/block/99999999999999999999999", "/tx/0xzz", "/tx/0xdead", "/contract/hello",
        "/nothing/here", "/assets/../../etc/passwd", "/class/", "/api/nothing", "/assets/0000/explorer.js",
    ])
    func `what does not exist is answered with status 404`(path: String) throws {
        #expect(try TestSite.example().get(path).status == 404)
    }

    @Test func `the proof state of a block comes from the prover`() throws {
        let text = try TestSite.example().get("/block/1").text
        #expect(text.contains("proof stored"))
        #expect(text.contains("51 s after the block, 4 KiB"))
    }

    @Test func `without the switch there is neither bundle nor verifier`() throws {
        let off = try TestSite.example(bundles: [1: .bundle([1, 2, 3])])
        #expect(off.get("/bundle/1").status == 404)
        let on = try TestSite.example(bundles: [1: .bundle([1, 2, 3])], verifier: TestSite.verifier)
        #expect(on.router.respond(path: "/bundle/1", query: [:]).body == [1, 2, 3])
        #expect(on.get("/bundle/2").status == 404)
        #expect(on.get("/block/1").text.contains("data-module-sha256=\"\(TestSite.verifier.sha256)\""))
    }
}

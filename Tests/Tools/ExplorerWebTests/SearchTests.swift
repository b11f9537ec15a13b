import Testing

@testable import ExplorerWeb

@Suite struct SearchTests {
    @Test(arguments: [
        ("1", "/block/1"), ("latest", "/block/2"), (" Latest ", "/block/2"), ("0xb00002", "/block/2"),
        ("0xc000000000", "/tx/0xc000000000"), ("0x64", "/contract/0x64"), ("0x0064", "/contract/0x64"),
        ("strk", "/contract/\(KnownContracts.strk)"), ("STRK token", "/contract/\(KnownContracts.strk)"),
        // Beginnings that only one thing has.
        ("0xb00001", "/block/1"), ("0xc00002", "/tx/0xc000020000"), ("0x0c00002", "/tx/0xc000020000"),
    ])
    func `the search leads to the one thing that is meant`(text: String, path: String) throws {
        let answer = try TestSite.example().router.respond(path: "/search", query: ["q": text])
        #expect(answer.status == 303)
        #expect(answer.headers.first { $0.name == "Location" }?.value == path)
    }

    @Test func `a beginning that several things have lists them`() throws {
        let (status, text) = try TestSite.example().get("/search", ["q": "0xc000"])
        #expect(status == 200)
        for number in 0...2 { #expect(text.contains("/tx/" + RecordedNode.transactionHash(number, 0))) }
    }

    @Test func `suggestions come without asking the node`() throws {
        let site = try TestSite.example()
        site.node.change { $0.isDown = true }
        let (status, text) = site.get("/api/search", ["q": "tok"])
        #expect(status == 200)
        #expect(text.contains("STRK token"))
        #expect(text.contains("ETH token"))
    }

    @Test(arguments: ["0x", "0xg", "%", "0x_", "\u{661}", "'; DROP TABLE blocks", String(repeating: "a", count: 5000)])
    func `what means nothing is not found`(text: String) throws {
        #expect(try TestSite.example().get("/search", ["q": text]).status == 404)
    }
}

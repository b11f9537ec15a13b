import ProofStorage
import Testing

@testable import ExplorerWeb

@Suite struct ListTests {
    /// Blocks larger than a page: paging by block number would leave out what does not fit on the first page.
    @Test func `following the pages reaches every transaction once`() throws {
        let site = try TestSite(RecordedNode(answers: RecordedNode.chain([0, 120, 130, 3])))
        site.follow()
        var seen: [Substring] = [], path = "/transactions", query: [String: String] = [:]
        for _ in 0..<20 {
            let text = site.get(path, query).text
            seen += text.matches(of: /href="\/tx\/(0x[0-9a-f]+)"/).map(\.1)
            guard let next = text.firstMatch(of: /\/transactions\?before=([0-9-]+)/) else { break }
            (path, query) = ("/transactions", ["before": String(next.1)])
        }
        #expect(seen.count == 253)
        #expect(Set(seen).count == 253)
    }

    @Test(arguments: ["", "7", "-1-2", "1-", "1-2-3", "99999999999999999999-1", "a-b"])
    func `a malformed place is the beginning`(place: String) throws {
        let site = try TestSite.example()
        #expect(site.get("/transactions", ["before": place]).text.contains(RecordedNode.transactionHash(2, 0)))
    }

    /// On a phone the columns marked `wide` are hidden: a heading without the mark would stand over the next column.
    @Test(arguments: ["/blocks", "/transactions", "/block/1"])
    func `headings and cells of a table are hidden together`(path: String) throws {
        let text = try TestSite.example().get(path).text
        let headings = text.matches(of: /<th( class="([a-z ]*)")?>/).map { $0.2?.contains("wide") ?? false }
        let row = try #require(text.firstMatch(of: /<tbody><tr[^>]*>(.*?)<\/tr>/)).1
        let cells = row.matches(of: /<td( class="([a-z ]*)")?>/).map { $0.2?.contains("wide") ?? false }
        #expect(!headings.isEmpty)
        #expect(headings == cells)
    }

    @Test func `a chain at rest has no throughput`() throws {
        let site = try TestSite(RecordedNode(answers: RecordedNode.chain([0, 60, 60])))
        site.follow()
        #expect(site.get("/").text.contains("2.00 /s"))
        site.advance(seconds: 90)
        #expect(site.get("/").text.contains("0.00 /s"))
        #expect(site.get("/api/home").text.contains("0.00 /s"))
    }

    @Test func `the lag counts blocks that wait`() throws {
        let site = try TestSite.example()
        site.advance(seconds: 600)
        // Block 0 waits since 630 s, though the latest proof took 51.
        #expect(site.get("/").text.contains("<strong id=\"stat-lag\">630 s</strong>"))
        #expect(site.get("/").text.contains("2 waiting"))
    }

    @Test func `charts have axes, and blocks without transactions take no place in them`() throws {
        let site = try TestSite(RecordedNode(answers: RecordedNode.chain([0, 40] + Array(repeating: 0, count: 60))))
        site.follow()
        let text = site.get("/").text
        #expect(text.contains("<title>Block 1: 40 tx</title>"))
        #expect(text.contains("40 tx</span>"))
        #expect(text.contains("<span class=\"first\">Block 1</span>"))
    }

    @Test func `home rows carry a key, so that the script can leave them in place`() throws {
        let text = try TestSite.example().get("/").text
        #expect(text.contains("<tr data-key=\"\(RecordedNode.hash(2))\">"))
        #expect(text.contains("<tr data-key=\"\(RecordedNode.transactionHash(2, 0))\">"))
    }
}

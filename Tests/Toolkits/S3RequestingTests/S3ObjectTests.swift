import S3Requesting
import Testing

@Suite struct `A list of objects` {
    private func list(_ contents: String, after: String? = nil) throws -> [S3Object] {
        try S3Object.list(
            in: Array("<ListBucketResult>\(contents)</ListBucketResult>".utf8), prefix: "p/", after: after)
    }

    private func entry(_ key: String, _ size: String = "1") -> String {
        "<Contents><Key>\(key)</Key><Size>\(size)</Size></Contents>"
    }

    @Test func `has keys and sizes in order`() throws {
        let objects = try list(entry("p/a", "5") + entry("p/b"), after: "p/")
        #expect(objects.map(\.key) == ["p/a", "p/b"] && objects.map(\.byteCount) == [5, 1])
        #expect(try list("").isEmpty)
    }

    /// Whoever reads page after page must come to an end.
    @Test func `out of order, of another prefix or not behind what was asked is no list`() {
        for (contents, after) in [
            (entry("p/b") + entry("p/a"), nil), (entry("p/a") + entry("p/a"), nil), (entry("q/a"), nil),
            (entry("p/a"), "p/a"), (entry("p/a"), "p/b"), (entry("p/a", "-1"), nil), (entry("p/a", ""), nil),
            ("<Contents><Size>1</Size></Contents>", nil),
        ] as [(String, String?)] {
            #expect(throws: S3Error.self, "\(contents)") { try list(contents, after: after) }
        }
        #expect(throws: S3Error.self) { try S3Object.list(in: Array("<Other/>".utf8), prefix: "", after: nil) }
        #expect(throws: S3Error.self) { try S3Object.list(in: Array("{}".utf8), prefix: "", after: nil) }
    }
}

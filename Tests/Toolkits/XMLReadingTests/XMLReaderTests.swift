import Testing
import XMLReading

@Suite struct `An XML document` {
    private func read(_ text: String, _ change: (inout XMLLimits) -> Void = { _ in }) throws(XMLError)
        -> XMLElement
    {
        var limits = XMLLimits()
        change(&limits)
        return try XMLReader.read(Array(text.utf8), limits: limits)
    }

    @Test func `is read as elements with their text`() throws {
        let root = try read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>proofs</Name>
            <Contents a="b"><Key>a&amp;b&#x20;c</Key><Size>7</Size></Contents><Contents><Key>d</Key></Contents>
            </ListBucketResult>
            """)
        #expect(root.name == "ListBucketResult" && root.text(of: "Name") == "proofs")
        let contents = root.children.filter { $0.name == "Contents" }
        #expect(contents.map { $0.text(of: "Key") } == ["a&b c", "d"])
        #expect(contents.map { $0.text(of: "Size") } == ["7", nil])
        #expect(root.child("Contents") == contents.first)
    }

    @Test(arguments: [
        "", " ", "<a>", "<a></b>", "<a/><b/>", "text", "<a>&unknown;</a>", "<a b=c/>", "<a>\u{1}</a>", "{}",
    ])
    func `that is not well-formed is an error`(text: String) {
        #expect {
            try read(text)
        } throws: { error in
            if case .malformed? = error as? XMLError { true } else { false }
        }
    }

    @Test func `with bytes that are no UTF-8 is an error`() {
        #expect(throws: XMLError.self) { try XMLReader.read(Array("<a>".utf8) + [0xff, 0xfe] + Array("</a>".utf8)) }
    }

    @Test func `with a document type is refused, whatever its entities are`() {
        let laughs = #"<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>"#
        #expect(throws: XMLError.beyondBounds) { try read(laughs) }
        #expect(throws: XMLError.beyondBounds) { try read(#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#) }
    }

    @Test func `is bounded in bytes, depth and elements`() throws {
        #expect(try read("<a>12</a>") { $0.bytesMax = 9 }.text == "12")
        #expect(throws: XMLError.beyondBounds) { try read("<a>123</a>") { $0.bytesMax = 9 } }
        #expect(try read("<a><b/></a>") { $0.depthMax = 2 }.children.count == 1)
        #expect(throws: XMLError.beyondBounds) { try read("<a><b><c/></b></a>") { $0.depthMax = 2 } }
        #expect(try read("<a><b/><b/></a>") { $0.elementsMax = 3 }.children.count == 2)
        #expect(throws: XMLError.beyondBounds) { try read("<a><b/><b/><b/></a>") { $0.elementsMax = 3 } }
    }
}

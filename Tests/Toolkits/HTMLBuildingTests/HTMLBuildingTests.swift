import HTMLBuilding
import Testing

@Suite struct HTMLBuildingTests {
    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "</title><svg/onload=alert(1)>",
    ])
    func `hostile text stays text in content and in attributes`(payload: String) {
        let page = element("p", .title(payload), .class(payload)) { payload }.text
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.contains("<svg"))
        // Nothing but the builder's own four quotes, and no raw apostrophe.
        #expect(page.filter { $0 == "\"" }.count == 4)
        #expect(!page.contains("'"))
    }

    @Test(arguments: ["javascript:alert(1)", "//evil.example", "https://evil.example", "data:text/html,x", ""])
    func `a link never leaves the site`(path: String) {
        #expect(link(path) { "x" }.text == "<a href=\"/\">x</a>")
    }

    @Test func `local links keep their path`() {
        #expect(link("/block/7") { "7" }.text == "<a href=\"/block/7\">7</a>")
    }

    @Test func `invisible and bidirectional characters are shown by number`() {
        #expect(HostileText.visible("a\u{202E}b\u{200B}c\u{0}") == "a[U+202E]b[U+200B]c[U+0]")
        #expect(HostileText.visible(String(repeating: "x", count: 10), limit: 3) == "xxx…")
        #expect(HostileText.visible("Zażółć 字") == "Zażółć 字")
    }

    @Test func `the builder joins loops and conditions`() {
        let list = element("ul") {
            for n in 0..<3 { element("li") { "\(n)" } }
            if list2Wanted { element("li") { "&" } }
        }
        #expect(list.text == "<ul><li>0</li><li>1</li><li>2</li><li>&amp;</li></ul>")
    }

    let list2Wanted = true
}

import Testing

@testable import ExplorerWeb

/// The page on which readers check receipts.
@Suite struct ReceiptPageTests {
    @Test func `names the module and the fingerprint that receipts are checked under`() throws {
        let site = try TestSite.example(verifier: TestSite.verifier), page = site.get("/receipt")
        #expect(page.status == 200)
        #expect(page.text.contains("data-fingerprint=\"\(TestSite.verifier.fingerprint)\""))
        #expect(page.text.contains("data-module-sha256=\"\(TestSite.verifier.sha256)\""))
        #expect(page.text.contains("id=\"receipt-file\""))
        #expect(page.text.contains("No file yet") && !page.text.contains("This receipt holds"))
    }

    @Test func `says so where browsers verify nothing`() throws {
        let page = try TestSite.example(verifier: nil).get("/receipt")
        #expect(page.status == 200 && page.text.contains("switched off"))
        #expect(!page.text.contains("receipt-file"))
    }

    @Test func `is offered on a transaction's page`() throws {
        let text = try TestSite.example().get("/tx/0xc000010000").text
        #expect(text.contains("starling receipt 0xc000010000") && text.contains("href=\"/receipt\""))
    }
}

import HTMLBuilding

/// The page that verifies receipts: files that readers have from somebody, checked in their browsers.
enum ReceiptPage {
    static func render(frame: SiteFrame, _ asset: VerifierAsset?) -> HTML {
        Layout.page("Receipts", frame: frame) {
            element("h1") { "Receipts" }
            element("p") {
                "A receipt is a file that proves a transaction of this chain, or what a storage cell held, to whoever has it. "
                "It is made by "
                element("code") { "starling receipt" }
                " and checked here, or without any network by "
                element("code") { "starling verify --receipt" }
                "."
            }
            if let asset {
                panel(asset)
            } else {
                Parts.card("Verification", "verdict off") {
                    element("p", .class("quiet")) {
                        "Verification in the browser is switched off on this explorer (ENABLE_BLOCK_VERIFICATION)."
                    }
                }
            }
        }
    }

    private static func panel(_ asset: VerifierAsset) -> HTML {
        element(
            "section", .class("card verdict"), .id("receipt"), HTMLAttribute("data-module", asset.path),
            HTMLAttribute("data-module-sha256", asset.sha256),
            HTMLAttribute("data-fingerprint", asset.configurationFingerprint)
        ) {
            element("h2") { "Check a receipt" }
            element("p") {
                element("label", HTMLAttribute("for", "receipt-file")) { "Drop a file on this page, or choose one: " }
                voidElement("input", .id("receipt-file"), HTMLAttribute("type", "file"))
            }
            element("noscript") { element("p") { "Without script your browser checks nothing." } }
            element("p", .class("state"), .id("receipt-state"), HTMLAttribute("role", "status")) { "No file yet" }
            element("p", .class("quiet"), .id("receipt-name")) {}
            element("p", .id("receipt-headline")) {}
            element("p", .id("receipt-note")) { "The file stays in your browser: nothing of it is sent anywhere." }
            section("shown", "What it shows", "dl")
            section("summary", nil, "ul")
            section("exceptions", "Not proven", "ul")
            section("basis", "Not covered by any check", "ul")
            element("details") {
                element("summary") { "Technical details" }
                element("dl", .class("facts"), .id("receipt-facts")) {}
                element("ul", .class("checks"), .id("receipt-checks")) {}
            }
            element("p", .class("quiet")) {
                "It counts for this chain only: under the configuration "
                element("code") { asset.configurationFingerprint }
                ", which is this site's word. Whoever has that from elsewhere compares it, or gives it to "
                element("code") { "starling verify --receipt FILE --fingerprint" }
                "."
            }
        }
    }

    private static func section(_ id: String, _ title: String?, _ tag: StaticString) -> HTML {
        element("div", HTMLAttribute("data-section"), HTMLAttribute("hidden")) {
            if let title { element("h3") { title } }
            element(tag, .class(title == "What it shows" ? "facts" : "checks"), .id("receipt-\(id)")) {}
        }
    }
}

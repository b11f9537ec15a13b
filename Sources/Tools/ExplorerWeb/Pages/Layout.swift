import HTMLBuilding

/// What every page's frame says: the chain, and what the reader must know about the data's age.
struct SiteFrame: Sendable {
    var chainID: String
    /// Lines of the banner; empty while node and prover answer.
    var notices: [String] = []
}

/// The frame of every page: head, skip link, navigation with the search form, banner, footer.
enum Layout {
    static func page(_ title: String, frame: SiteFrame, script: Bool = true, @HTMLBuilder body: () -> HTML) -> HTML {
        let content = body()
        return element("html", HTMLAttribute("lang", "en")) {
            head(title, script: script)
            element("body") {
                element("a", HTMLAttribute("href", "#content"), .class("skip")) { "Skip to the content" }
                header(frame)
                if !frame.notices.isEmpty {
                    element("div", .class("banner"), HTMLAttribute("role", "alert")) {
                        for notice in frame.notices { element("p") { HostileText.visible(notice, limit: 400) } }
                    }
                }
                element("main", .id("content"), HTMLAttribute("tabindex", "-1")) { content }
                element("footer") {
                    element("p") {
                        "Starling explorer. Verdicts on proofs are computed in your browser and never sent anywhere. "
                        "Names that contracts give themselves are shown as claimed. "
                        link("/api") { "Data for programs" }
                    }
                }
            }
        }
    }

    private static func head(_ title: String, script: Bool) -> HTML {
        element("head") {
            voidElement("meta", HTMLAttribute("charset", "utf-8"))
            voidElement(
                "meta", HTMLAttribute("name", "viewport"),
                HTMLAttribute("content", "width=device-width, initial-scale=1"))
            voidElement("meta", HTMLAttribute("name", "color-scheme"), HTMLAttribute("content", "light dark"))
            element("title") { HostileText.visible(title, limit: 80) + " · Starling" }
            voidElement(
                "link", HTMLAttribute("rel", "icon"), HTMLAttribute("type", "image/svg+xml"),
                .href(ExplorerAssets.path("icon.svg")))
            voidElement("link", HTMLAttribute("rel", "stylesheet"), .href(ExplorerAssets.path("style.css")))
            // Before the first paint: a page must not flash in the other colours.
            element("script", HTMLAttribute("src", ExplorerAssets.path("theme.js"))) {}
            if script {
                element(
                    "script", HTMLAttribute("src", ExplorerAssets.path("explorer.js")), HTMLAttribute("type", "module")
                ) {}
            }
        }
    }

    private static func header(_ frame: SiteFrame) -> HTML {
        element("header", .class("top")) {
            link("/", .class("brand")) {
                element("span", .class("mark"), HTMLAttribute("aria-hidden", "true")) { "◆" }
                "Starling"
            }
            element("nav", HTMLAttribute("aria-label", "Main")) {
                link("/blocks") { "Blocks" }
                link("/transactions") { "Transactions" }
                link("/receipt") { "Receipts" }
            }
            element(
                "form", HTMLAttribute("action", "/search"), HTMLAttribute("method", "get"),
                HTMLAttribute("role", "search")
            ) {
                voidElement(
                    "input", HTMLAttribute("type", "search"), .id("search"), HTMLAttribute("name", "q"),
                    HTMLAttribute("maxlength", "80"), HTMLAttribute("list", "suggestions"),
                    HTMLAttribute("autocomplete", "off"),
                    HTMLAttribute("placeholder", "Block, hash, address, name or “latest”"),
                    HTMLAttribute("aria-label", "Search"))
                element("datalist", .id("suggestions")) {}
            }
            element("button", .id("theme"), HTMLAttribute("type", "button"), HTMLAttribute("hidden")) { "Dark" }
            element("span", .class("chain")) { HostileText.visible(frame.chainID, limit: 31) }
        }
    }
}

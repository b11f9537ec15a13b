import HTMLBuilding

/// The frame of every page: head, navigation with the search form, footer.
enum Layout {
    static func page(_ title: String, chainID: String, script: Bool = false, @HTMLBuilder body: () -> HTML) -> HTML {
        let content = body()
        return element("html", HTMLAttribute("lang", "en")) {
            element("head") {
                voidElement("meta", HTMLAttribute("charset", "utf-8"))
                voidElement(
                    "meta", HTMLAttribute("name", "viewport"),
                    HTMLAttribute("content", "width=device-width, initial-scale=1"))
                voidElement("meta", HTMLAttribute("name", "color-scheme"), HTMLAttribute("content", "light dark"))
                element("title") { HostileText.visible(title, limit: 80) + " · Starling" }
                voidElement("link", HTMLAttribute("rel", "icon"), .href("/assets/icon.svg"))
                voidElement("link", HTMLAttribute("rel", "stylesheet"), .href("/assets/style.css"))
                if script {
                    element("script", HTMLAttribute("src", "/assets/explorer.js"), HTMLAttribute("defer"))
                }
            }
            element("body") {
                header(chainID: chainID)
                element("main") { content }
                element("footer") {
                    "Starling explorer. Verdicts on proofs are computed in your browser and never sent anywhere. "
                    "Names that contracts give themselves are shown as claimed."
                }
            }
        }
    }

    private static func header(chainID: String) -> HTML {
        element("header", .class("top")) {
            link("/", .class("brand")) {
                element("span", .class("mark")) { "◆" }
                "Starling"
            }
            element("nav") {
                link("/blocks") { "Blocks" }
                link("/transactions") { "Transactions" }
            }
            element("form", HTMLAttribute("action", "/search"), HTMLAttribute("method", "get"), HTMLAttribute("role", "search")) {
                voidElement(
                    "input", HTMLAttribute("type", "search"), HTMLAttribute("name", "q"), HTMLAttribute("maxlength", "80"),
                    HTMLAttribute("placeholder", "Block number, hash or address"), HTMLAttribute("aria-label", "Search"))
            }
            element("span", .class("chain")) { HostileText.visible(chainID, limit: 31) }
        }
    }
}

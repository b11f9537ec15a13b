import HTMLBuilding

/// What a search found, when it is more than one thing.
enum SearchPage {
    static func render(frame: SiteFrame, text: String, hits: [SearchHit]) -> HTML {
        Layout.page("Search", frame: frame) {
            element("h1") { "Search" }
            Parts.card(
                "\(hits.count) things begin with or are called “\(HostileText.visible(text, limit: 80))”", "list"
            ) {
                element("table") {
                    element("thead") {
                        element("tr") {
                            element("th") { "Kind" }
                            element("th") { "Name, hash or address" }
                        }
                    }
                    element("tbody") {
                        for hit in hits {
                            element("tr") {
                                element("td") { Parts.badge(hit.kind.rawValue, "kind") }
                                element("td") { link(hit.path) { element("code", .class("whole")) { hit.label } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

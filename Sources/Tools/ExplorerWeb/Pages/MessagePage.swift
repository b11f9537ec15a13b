import HTMLBuilding

/// A page that says one thing: nothing found, or an error.
enum MessagePage {
    static func render(title: String, text: String, frame: SiteFrame) -> HTML {
        Layout.page(title, frame: frame) {
            element("h1") { HostileText.visible(title, limit: 120) }
            element("p") { HostileText.visible(text, limit: 400) }
            element("p") { link("/") { "Back to the chain" } }
        }
    }
}

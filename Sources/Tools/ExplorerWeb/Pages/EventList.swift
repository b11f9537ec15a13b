import HTMLBuilding

/// Events with their decoded members, and the words folded.
enum EventList {
    /// - Parameter label: what stands before the event's name, such as its number.
    static func view(_ event: EventView, _ label: String, block: UInt64? = nil) -> HTML {
        element("article", .class("event")) {
            element("h3") {
                "\(label) · "
                element("span") { name(event) }
                " "
                element("small") {
                    "from "
                    Parts.contractLink(event.contract)
                    if let block {
                        " in block "
                        Parts.blockLink(block)
                    }
                }
            }
            if let decoded = event.decoded { CallTree.parts(decoded) }
            element("details") {
                element("summary") { "Keys and data" }
                Parts.felts(event.keys)
                Parts.felts(event.data)
            }
        }
    }

    private static func name(_ event: EventView) -> String {
        if let decoded = event.decoded { return HostileText.visible(decoded.name, limit: 80) }
        return event.keys.first.flatMap(SelectorNames.name(of:)) ?? "event"
    }
}

import HTMLBuilding

/// Calls as nested lists, with names and values where an ABI claims them.
enum CallTree {
    static func render(_ call: CallView, depth: Int) -> HTML {
        // The protocol allows 50 nested calls; anything deeper is broken data.
        guard depth <= 50 else { return element("p") { "…" } }
        return element("div", .class("call")) {
            element("p", .class("head")) {
                if let phase = call.phase { Parts.badge(phase, "kind") }
                if call.isReverted { Parts.badge("reverted", "bad") }
                element("strong") { call.decoded.map { HostileText.visible($0.name, limit: 80) } ?? shortSelector(call) }
                " on "
                Parts.contractLink(call.contract)
                " · class "
                Parts.classLink(call.classHash)
            }
            if let decoded = call.decoded { parts(decoded) }
            if let result = call.decodedResult {
                element("p", .class("result")) { "returns" }
                parts(result)
            }
            element("details") {
                element("summary") { "Calldata (\(call.calldata.count)) and result (\(call.result.count))" }
                Parts.felts(call.calldata)
                Parts.felts(call.result)
            }
            for inner in call.inner.prefix(200) { render(inner, depth: depth + 1) }
        }
    }

    private static func shortSelector(_ call: CallView) -> String {
        HostileText.visible("\(call.selector.prefix(14))…", limit: 40)
    }

    /// The named parts of a decoded value.
    static func parts(_ item: DecodedItem, depth: Int = 0) -> HTML {
        guard depth < 16 else { return element("p") { "…" } }
        switch item.content {
        case .value(let text): return element("code") { HostileText.visible(text, limit: 400) }
        case .parts(let items):
            if items.isEmpty { return .empty }
            return element("dl", .class("decoded")) {
                for part in items.prefix(200) {
                    element("dt") { HostileText.visible(part.name, limit: 80) }
                    element("dd") { parts(part, depth: depth + 1) }
                }
            }
        }
    }
}

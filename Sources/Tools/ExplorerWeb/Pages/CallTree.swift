import HTMLBuilding

/// Calls as nested lists, with names and values where an ABI claims them.
enum CallTree {
    static func render(_ call: CallView, depth: Int) -> HTML {
        // The protocol allows 50 nested calls; anything deeper is broken data.
        guard depth <= 50 else { return element("p") { "…" } }
        // An account's `__execute__` is asked for exactly its inner calls: they say it, its arguments would repeat it.
        let isAccount = call.phase == "execute" && !call.inner.isEmpty
        return element("div", .class("call")) {
            element("p", .class("head")) {
                if let phase = call.phase { Parts.badge(phase, "kind") }
                if call.isReverted { Parts.badge("reverted", "bad") }
                " "
                element("strong") { name(call) }
                " on "
                Parts.contractLink(call.contract)
                if call.classHash != "0x0" {
                    " · class "
                    Parts.classLink(call.classHash)
                }
            }
            if !isAccount, let decoded = call.decoded { parts(decoded) }
            if !isAccount, let result = call.decodedResult {
                element("p", .class("result")) { "returns" }
                parts(result)
            }
            // Words only where nothing above says the same.
            if !isAccount, call.decoded == nil || (call.decodedResult == nil && !call.result.isEmpty) { words(call) }
            for inner in call.inner.prefix(200) { render(inner, depth: depth + 1) }
        }
    }

    private static func words(_ call: CallView) -> HTML {
        element("details") {
            element("summary") { "Calldata (\(call.calldata.count)) and result (\(call.result.count))" }
            Parts.felts(call.calldata)
            Parts.felts(call.result)
        }
    }

    private static func name(_ call: CallView) -> String {
        if let decoded = call.decoded { return HostileText.visible(decoded.name, limit: 80) }
        return SelectorNames.name(of: call.selector) ?? HostileText.visible("\(call.selector.prefix(14))…", limit: 40)
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

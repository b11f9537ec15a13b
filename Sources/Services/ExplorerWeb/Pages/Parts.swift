import HTMLBuilding

/// Pieces that several pages share.
enum Parts {
    /// A hash or address, shortened in the middle, whole in the title.
    static func hash(_ hex: String, head: Int = 10, tail: Int = 6) -> HTML {
        let shown = hex.count > head + tail + 1 ? "\(hex.prefix(head))…\(hex.suffix(tail))" : hex
        return element("code", .title(hex)) { HostileText.visible(shown, limit: 80) }
    }

    static func blockLink(_ number: UInt64) -> HTML { link("/block/\(number)", .class("number")) { "\(number)" } }

    static func transactionLink(_ hash: String) -> HTML { link("/tx/\(hash)") { Parts.hash(hash) } }

    static func contractLink(_ address: String) -> HTML {
        link("/contract/\(address)") {
            if let name = KnownContracts.name(of: address) { name } else { Parts.hash(address) }
        }
    }

    static func classLink(_ hash: String) -> HTML { link("/class/\(hash)") { Parts.hash(hash) } }

    /// A time the script turns into "n s ago"; without script it is the date in UTC.
    static func time(_ seconds: UInt64) -> HTML {
        element("time", HTMLAttribute("data-seconds", "\(seconds)"), .title(Dates.text(seconds))) { Dates.text(seconds) }
    }

    static func badge(_ text: String, _ kind: String) -> HTML { element("span", .class("badge \(kind)")) { text } }

    static func proofBadge(_ block: BlockSummary) -> HTML {
        switch block.proof {
        case .pending: block.transactionCount == 0 ? badge("no transactions", "quiet") : badge("proof pending", "wait")
        case .proving: badge("proving…", "wait")
        case .stored: badge("proof stored", "good")
        case .failed: badge("not proven", "bad")
        }
    }

    static func statusBadge(_ status: String) -> HTML {
        status == "SUCCEEDED" ? badge("succeeded", "good") : badge(HostileText.visible(status.lowercased(), limit: 20), "bad")
    }

    /// A two-column list of facts.
    static func facts(_ rows: [(String, HTML)]) -> HTML {
        element("dl", .class("facts")) {
            for (name, value) in rows {
                element("dt") { name }
                element("dd") { value }
            }
        }
    }

    static func card(_ title: String, _ classes: String = "", @HTMLBuilder body: () -> HTML) -> HTML {
        element("section", .class("card \(classes)")) {
            element("h2") { title }
            body()
        }
    }

    static func felts(_ words: [String], limit: Int = 400) -> HTML {
        if words.isEmpty { return element("p", .class("quiet")) { "empty" } }
        return element("ol", .class("felts"), HTMLAttribute("start", "0")) {
            for word in words.prefix(limit) { element("li") { element("code") { HostileText.visible(word, limit: 70) } } }
            if words.count > limit { element("li") { "… \(words.count - limit) more" } }
        }
    }
}

/// Names the explorer itself gives to contracts at their usual addresses.
enum KnownContracts {
    static let names: [String: String] = [
        "0x4718f5a0fc34cc1af16a1cdee98ffb20c31f5cd61d6ab07201858f4287c938d": "STRK token",
        "0x49d36570d4e46f48e99674bd3fcc84644ddd6b96f7c741b1562b82f9e004dc7": "ETH token",
        "0x41a78e741e5af2fec34b695679bc6891742439f7afb8484ecd7766661ad02bf": "Universal deployer",
        "0x2ceed65a4bd731034c01113685c831b01c15d7d432f71afb1cf1634b53a2125": "Universal deployer (new)",
        "0x1": "Block hashes",
    ]

    static func name(of address: String) -> String? { names[address] }
}

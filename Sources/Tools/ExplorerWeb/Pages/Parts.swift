import HTMLBuilding
import ProofStorage

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
    static func time(_ seconds: UInt64, isAside: Bool = false) -> HTML {
        element("time", HTMLAttribute("data-seconds", "\(seconds)"), .title(Dates.text(seconds))) {
            isAside ? "" : Dates.text(seconds)
        }
    }

    static func badge(_ text: String, _ kind: String) -> HTML { element("span", .class("badge \(kind)")) { text } }

    /// The state of a block's proof, as a badge that the script keeps fresh.
    /// - Parameter withNote: whether what the prover says about it follows.
    static func proof(_ proof: ProofStatus, of block: UInt64, withNote: Bool = false) -> HTML {
        element("span", HTMLAttribute("data-proof", "\(block)")) {
            badge(proof.label, proof.tone)
            if withNote {
                " "
                element("span", .class("note")) { HostileText.visible(proof.note, limit: 300) }
            }
        }
    }

    /// A hash in full, with a button to copy it where script runs.
    static func whole(_ hex: String) -> HTML {
        element("code", .class("whole"), HTMLAttribute("data-copy")) { HostileText.visible(hex, limit: 80) }
    }

    /// A time as a date, and how long ago it was where script runs.
    static func fullTime(_ seconds: UInt64) -> HTML {
        HTML(Dates.text(seconds) + " ") + element("span", .class("quiet")) { time(seconds, isAside: true) }
    }

    static func statusBadge(_ status: String) -> HTML {
        status == "SUCCEEDED"
            ? badge("succeeded", "good") : badge(HostileText.visible(status.lowercased(), limit: 20), "bad")
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
            for word in words.prefix(limit) {
                element("li") { element("code") { HostileText.visible(word, limit: 70) } }
            }
            if words.count > limit { element("li") { "… \(words.count - limit) more" } }
        }
    }
}

extension ProofStatus {
    /// The stage as pages name it.
    var label: String {
        switch stage {
        case .waiting: "proof pending"
        case .proving: "proving…"
        case .stored: "proof stored"
        case .failed: "not proven"
        case .empty: "no transactions"
        }
    }

    /// What the prover says about the stage.
    var note: String {
        switch stage {
        case .stored: "\(lagSeconds) s after the block, \(bytes / 1024) KiB"
        case .failed, .waiting: reason ?? ""
        case .proving, .empty: ""
        }
    }

    /// The badge's colour.
    var tone: String {
        switch stage {
        case .waiting, .proving: "wait"
        case .stored: "good"
        case .failed: "bad"
        case .empty: "quiet"
        }
    }
}

import HTMLBuilding

/// A transaction's page: status, decoded call, call tree, events, raw data.
enum TransactionPage {
    static func render(chain: ChainSummary, transaction: TransactionDetail) -> HTML {
        let summary = transaction.summary
        return Layout.page("Transaction \(summary.hash.prefix(12))", chainID: chain.chainID, script: true) {
            element("div", .class("title")) {
                element("h1") { "Transaction" }
                Parts.statusBadge(summary.executionStatus)
            }
            Parts.card("Overview") {
                Parts.facts(
                    [
                        ("Hash", element("code", .class("whole")) { summary.hash }),
                        ("Type", HTML(HostileText.visible(summary.type, limit: 20))),
                        ("Block", Parts.blockLink(summary.block) + HTML(", position \(summary.index)")),
                        ("Time", Parts.time(summary.timestamp)),
                        ("Sender", Parts.contractLink(summary.sender)),
                        ("Nonce", HTML(number(summary.nonce))),
                        ("Fee paid", HTML(number(transaction.actualFee) + " fri")),
                        ("Tip", HTML(number(transaction.tip))),
                    ] + transaction.resourceBounds.map { ("Bound", HTML(HostileText.visible($0, limit: 200))) })
            }
            if let reason = transaction.revertReason {
                Parts.card("Revert reason", "bad") { element("pre") { HostileText.visible(reason, limit: 8000) } }
            }
            Parts.card("Calls") {
                if transaction.calls.isEmpty {
                    element("p", .class("quiet")) { "The node gave no trace of this transaction." }
                } else {
                    for call in transaction.calls { CallTree.render(call, depth: 0) }
                }
            }
            Parts.card("Events (\(transaction.events.count))") {
                if transaction.events.isEmpty { element("p", .class("quiet")) { "No events." } }
                for (index, event) in transaction.events.prefix(200).enumerated() { eventView(event, index) }
            }
            Parts.card("Calldata") { Parts.felts(transaction.calldata) }
            Parts.card("Signature") { Parts.felts(transaction.signature) }
        }
    }

    private static func number(_ hex: String) -> String { ABIDecoder.numberText(hex) }

    private static func eventView(_ event: EventView, _ index: Int) -> HTML {
        element("article", .class("event")) {
            element("h3") {
                "\(index) · "
                if let decoded = event.decoded { HostileText.visible(decoded.name, limit: 80) + " " } else { "event " }
                element("small") {
                    "from "
                    Parts.contractLink(event.contract)
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
}

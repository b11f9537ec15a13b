import FiniteFields
import HTMLBuilding

/// A transaction's page: what it does in a sentence, its calls once, its events, and the raw data folded.
enum TransactionPage {
    static func render(frame: SiteFrame, transaction: TransactionDetail) -> HTML {
        let summary = transaction.summary
        return Layout.page("Transaction \(summary.hash.prefix(12))", frame: frame) {
            element("div", .class("title")) {
                element("h1") { "Transaction" }
                Parts.statusBadge(summary.executionStatus)
                element("span", .class("steps")) {
                    if let previous = transaction.previous { link("/tx/\(previous)") { "← previous" } }
                    if let next = transaction.next { link("/tx/\(next)") { "next →" } }
                }
            }
            if let sentence = transaction.sentence {
                element("p", .class("sentence")) { HostileText.visible(sentence, limit: 400) }
            }
            overview(transaction)
            if let reason = transaction.revertReason {
                Parts.card("Revert reason", "bad") {
                    element("pre") { HostileText.visible(reason, limit: 8000, keepsLines: true) }
                }
            }
            Parts.card("Calls") { calls(transaction) }
            Parts.card("Events (\(transaction.events.count))") {
                if transaction.events.isEmpty { element("p", .class("quiet")) { "No events." } }
                for (index, event) in transaction.events.prefix(200).enumerated() { EventList.view(event, "\(index)") }
            }
            if !transaction.messages.isEmpty {
                Parts.card("Messages to L1 (\(transaction.messages.count))") { messages(transaction.messages) }
            }
            Parts.card("Raw data") {
                element("details") {
                    element("summary") { "Calldata (\(transaction.calldata.count) words)" }
                    Parts.felts(transaction.calldata)
                }
                element("details") {
                    element("summary") { "Signature (\(transaction.signature.count) words)" }
                    Parts.felts(transaction.signature)
                }
            }
        }
    }

    private static func overview(_ transaction: TransactionDetail) -> HTML {
        let summary = transaction.summary
        return Parts.card("Overview") {
            Parts.facts(
                [
                    ("Hash", Parts.whole(summary.hash)),
                    ("Type", HTML(HostileText.visible(summary.type, limit: 20))),
                    ("Block", Parts.blockLink(summary.block) + HTML(", position \(summary.index)")),
                    (
                        "Proof of the block",
                        Parts.proof(transaction.proof, of: summary.block) + HTML(" ")
                            + link("/block/\(summary.block)") { "check the block in your browser" }
                    ),
                    ("Receipt", receiptHint(summary)),
                    ("Time", Parts.fullTime(summary.timestamp)),
                    ("Sender", Parts.contractLink(summary.sender)),
                    ("Nonce", HTML(number(summary.nonce))),
                ] + classRows(transaction) + [
                    ("Fee paid", HTML(fee(transaction.actualFee))),
                    ("Tip", HTML(number(transaction.tip))),
                ] + rows("Gas used", transaction.gas) + rows("Bounds", transaction.resourceBounds))
        }
    }

    /// How to carry a proof of the transaction away.
    private static func receiptHint(_ summary: TransactionSummary) -> HTML {
        element("code") { HostileText.visible("starling receipt \(summary.hash)", limit: 100) }
            + HTML(" makes a file that proves it; ") + link("/receipt") { "check one" }
    }

    private static func rows(_ name: String, _ lines: [String]) -> [(String, HTML)] {
        lines.isEmpty ? [] : [(name, HTML(HostileText.visible(lines.joined(separator: " · "), limit: 600)))]
    }

    private static func classRows(_ transaction: TransactionDetail) -> [(String, HTML)] {
        var rows: [(String, HTML)] = []
        if let hash = transaction.classHash { rows.append(("Class", Parts.classLink(hash))) }
        if let hash = transaction.compiledClassHash { rows.append(("Compiled class hash", Parts.whole(hash))) }
        if let salt = transaction.salt { rows.append(("Salt", Parts.hash(salt))) }
        return rows
    }

    /// In STRK, and exact.
    private static func fee(_ hex: String) -> String {
        guard let amount = Felt252(hex: hex)?.asUInt128, amount > 0 else { return "none" }
        return "\(TokenAmount.text(amount)) STRK (\(amount) fri)"
    }

    private static func messages(_ messages: [MessageView]) -> HTML {
        messages.prefix(200).reduce(HTML.empty) { html, message in
            html
                + element("details") {
                    element("summary") {
                        "from "
                        Parts.contractLink(message.contract)
                        " to "
                        Parts.hash(message.to)
                        ", \(message.payload.count) words"
                    }
                    Parts.felts(message.payload)
                }
        }
    }

    private static func calls(_ transaction: TransactionDetail) -> HTML {
        if transaction.calls.isEmpty {
            return element("p", .class("quiet")) {
                transaction.isTraceMissing
                    ? "The node does not answer: the calls cannot be shown now."
                    : "The node gave no trace of this transaction."
            }
        }
        // The account's own check of the transaction repeats the call that follows: it is folded.
        return transaction.calls.reduce(HTML.empty) { html, call in
            html + (call.phase == "validate" ? folded(call) : CallTree.render(call, depth: 0))
        }
    }

    private static func folded(_ call: CallView) -> HTML {
        element("details") {
            element("summary") { "The account's check of the transaction (validate)" }
            CallTree.render(call, depth: 0)
        }
    }

    private static func number(_ hex: String) -> String { ABIDecoder.numberText(hex) }
}

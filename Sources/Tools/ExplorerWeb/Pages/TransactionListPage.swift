import HTMLBuilding

/// A page of transactions, newest first.
enum TransactionListPage {
    static func render(frame: SiteFrame, transactions: [TransactionSummary], older: String?) -> HTML {
        Layout.page("Transactions", frame: frame) {
            element("h1") { "Transactions" }
            Parts.card("Newest first", "list") {
                table(transactions)
                if let older { link(older, .class("more")) { "Older transactions" } }
            }
        }
    }

    /// - Parameter isOfBlock: the list of one block: it has a column for what the reader's browser found out.
    static func table(_ transactions: [TransactionSummary], isOfBlock: Bool = false) -> HTML {
        if transactions.isEmpty { return element("p", .class("quiet")) { "No transactions." } }
        return element("table") {
            element("thead") {
                element("tr") {
                    element("th") { "Hash" }
                    element("th", .class("wide")) { "Type" }
                    element("th") { "Status" }
                    element("th", .class("wide")) { "Sender" }
                    if isOfBlock { element("th") { "Your browser" } } else { element("th") { "Block" } }
                    element("th", .class("when wide")) { "Time" }
                }
            }
            element("tbody") { for transaction in transactions { row(transaction, isOfBlock: isOfBlock) } }
        }
    }

    static func row(_ transaction: TransactionSummary, isOfBlock: Bool) -> HTML {
        element(
            "tr", HTMLAttribute("data-transaction", transaction.hash),
            HTMLAttribute("data-position", "\(transaction.index)"),
            HTMLAttribute("data-outcome", transaction.executionStatus), HTMLAttribute("data-sender", transaction.sender)
        ) {
            element("td") { Parts.transactionLink(transaction.hash) }
            element("td", .class("wide")) { Parts.badge(HostileText.visible(transaction.type, limit: 20), "kind") }
            element("td") { Parts.statusBadge(transaction.executionStatus) }
            element("td", .class("wide")) { Parts.contractLink(transaction.sender) }
            if isOfBlock {
                element("td", .class("checked")) {}
            } else {
                element("td") { Parts.blockLink(transaction.block) }
            }
            element("td", .class("when wide")) { Parts.time(transaction.timestamp) }
        }
    }

    static func shortRow(_ transaction: TransactionSummary) -> HTML {
        element("tr", HTMLAttribute("data-key", transaction.hash)) {
            element("td") { Parts.transactionLink(transaction.hash) }
            element("td") { Parts.statusBadge(transaction.executionStatus) }
            element("td") { Parts.blockLink(transaction.block) }
            element("td", .class("when")) { Parts.time(transaction.timestamp) }
        }
    }
}

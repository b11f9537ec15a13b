import HTMLBuilding

/// A page of transactions, newest first.
enum TransactionListPage {
    static func render(
        title: String, chain: ChainSummary, transactions: [TransactionSummary], older: String?
    ) -> HTML {
        Layout.page(title, chainID: chain.chainID, script: true) {
            element("h1") { title }
            Parts.card("Newest first", "list") {
                table(transactions)
                if let older { link(older, .class("more")) { "Older transactions" } }
            }
        }
    }

    static func table(_ transactions: [TransactionSummary]) -> HTML {
        if transactions.isEmpty { return element("p", .class("quiet")) { "No transactions." } }
        return element("table") {
            element("thead") {
                element("tr") {
                    for name in ["Hash", "Type", "Status", "Sender", "Block", "Time"] { element("th") { name } }
                }
            }
            element("tbody") { for transaction in transactions { row(transaction) } }
        }
    }

    static func row(_ transaction: TransactionSummary) -> HTML {
        element("tr") {
            element("td") { Parts.transactionLink(transaction.hash) }
            element("td") { Parts.badge(HostileText.visible(transaction.type, limit: 20), "kind") }
            element("td") { Parts.statusBadge(transaction.executionStatus) }
            element("td", .class("wide")) { Parts.contractLink(transaction.sender) }
            element("td") { Parts.blockLink(transaction.block) }
            element("td", .class("when")) { Parts.time(transaction.timestamp) }
        }
    }

    static func shortRow(_ transaction: TransactionSummary) -> HTML {
        element("tr") {
            element("td") { Parts.transactionLink(transaction.hash) }
            element("td") { Parts.statusBadge(transaction.executionStatus) }
            element("td") { Parts.blockLink(transaction.block) }
            element("td", .class("when")) { Parts.time(transaction.timestamp) }
        }
    }
}

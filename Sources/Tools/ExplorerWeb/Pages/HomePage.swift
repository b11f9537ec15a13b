import HTMLBuilding

/// The home page: the chain in five numbers, two charts, the latest blocks and transactions.
enum HomePage {
    static func render(
        frame: SiteFrame, chain: ChainSummary, blocks: [BlockSummary], transactions: [TransactionSummary],
        series: ChartSeries
    ) -> HTML {
        Layout.page("Chain", frame: frame) {
            element("h1", .class("hidden-heading")) { "The chain" }
            element("section", .class("stats"), .id("stats"), HTMLAttribute("aria-label", "The chain in numbers")) {
                for stat in HomeStat.all(chain) {
                    element("div", .class("stat")) {
                        element("span", .class("name")) { stat.name }
                        element("strong", .id("stat-\(stat.id)")) { stat.value }
                        element("small", .id("note-\(stat.id)")) { stat.note }
                    }
                }
            }
            element("section", .class("charts"), HTMLAttribute("aria-label", "Charts")) {
                Parts.card("Transactions per block that holds any") {
                    Chart.bars(
                        series.transactions, unit: "tx", id: "chart-transactions", describing: "Transactions per block")
                }
                Parts.card("From block to stored proof") {
                    Chart.bars(series.proofLags, unit: "s", id: "chart-lags", describing: "Seconds from block to proof")
                }
            }
            element("div", .class("columns"), .id("live"), HTMLAttribute("data-live", "/api/home")) {
                Parts.card("Latest blocks", "list") {
                    element("table", .id("latest-blocks")) {
                        head(["Block", "Transactions", "Proof", "Time"])
                        element("tbody") { for block in blocks { BlockListPage.row(block) } }
                    }
                    link("/blocks", .class("more")) { "All blocks" }
                }
                Parts.card("Latest transactions", "list") {
                    element("table", .id("latest-transactions")) {
                        head(["Hash", "Status", "Block", "Time"])
                        element("tbody") {
                            for transaction in transactions { TransactionListPage.shortRow(transaction) }
                        }
                    }
                    link("/transactions", .class("more")) { "All transactions" }
                }
            }
        }
    }

    private static func head(_ names: [String]) -> HTML {
        element("thead") {
            element("tr") { for name in names { element("th", .class(name == "Time" ? "when" : "")) { name } } }
        }
    }
}

/// One number of the home page, for the page and for its live data.
struct HomeStat: Sendable {
    var id: String
    var name: String
    var value: String
    var note: String

    static func all(_ chain: ChainSummary) -> [HomeStat] {
        let waiting = chain.pendingProofs == 0 ? "none waiting" : "\(chain.pendingProofs) waiting"
        let backlog = chain.backlogSeconds.map { "oldest waits since \($0) s" } ?? "of the latest proof"
        return [
            HomeStat(id: "latest", name: "Latest block", value: chain.latestBlock.map { "\($0)" } ?? "–", note: ""),
            HomeStat(id: "total", name: "Transactions", value: "\(chain.transactionTotal)", note: ""),
            HomeStat(
                id: "tps", name: "Throughput", value: Chart.fixed(chain.transactionsPerSecond) + " /s",
                note: "last minute"),
            HomeStat(id: "proven", name: "Blocks proven", value: "\(chain.provenBlocks)", note: waiting),
            HomeStat(id: "lag", name: "Proof lag", value: chain.lagSeconds.map { "\($0) s" } ?? "–", note: backlog),
        ]
    }
}

/// The values behind the home page's charts, oldest first.
struct ChartSeries: Sendable {
    var transactions: [ChartBar] = []
    var proofLags: [ChartBar] = []
}

import HTMLBuilding

/// The home page: the chain in five numbers, two charts, the latest blocks and transactions.
enum HomePage {
    static func render(
        chain: ChainSummary, blocks: [BlockSummary], transactions: [TransactionSummary], series: ChartSeries
    ) -> HTML {
        Layout.page("Chain", chainID: chain.chainID, script: true) {
            element("section", .class("stats"), .id("stats")) {
                stat("Latest block", chain.latestBlock.map { "\($0)" } ?? "–", "latest")
                stat("Transactions", "\(chain.transactionTotal)", "total")
                stat("Throughput", Chart.fixed(chain.transactionsPerSecond) + " /s", "tps")
                stat("Blocks proven", "\(chain.provenBlocks)", "proven")
                stat("Proof lag", chain.proofLagSeconds.map { "\($0) s" } ?? "–", "lag")
            }
            element("section", .class("charts")) {
                Parts.card("Transactions per block") {
                    Chart.bars(series.transactions, id: "chart-transactions", describing: "Transactions in the latest blocks")
                }
                Parts.card("Seconds from block to proof") {
                    Chart.bars(series.proofLags, id: "chart-lags", describing: "Seconds until the latest proofs were stored")
                }
            }
            element("section", .class("columns"), .id("live"), HTMLAttribute("data-live", "/api/home")) {
                Parts.card("Latest blocks", "list") {
                    element("table", .id("latest-blocks")) { element("tbody") { for block in blocks { BlockListPage.row(block) } } }
                    link("/blocks", .class("more")) { "All blocks" }
                }
                Parts.card("Latest transactions", "list") {
                    element("table", .id("latest-transactions")) {
                        element("tbody") { for transaction in transactions { TransactionListPage.shortRow(transaction) } }
                    }
                    link("/transactions", .class("more")) { "All transactions" }
                }
            }
        }
    }

    private static func stat(_ name: String, _ value: String, _ id: String) -> HTML {
        element("div", .class("stat")) {
            element("span", .class("name")) { name }
            element("strong", .id("stat-\(id)")) { value }
        }
    }
}

/// The values behind the home page's charts, oldest first.
struct ChartSeries: Sendable {
    var transactions: [(label: String, value: Double)] = []
    var proofLags: [(label: String, value: Double)] = []
}

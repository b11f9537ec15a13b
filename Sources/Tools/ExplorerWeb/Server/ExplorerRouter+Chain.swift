import HTMLBuilding
import JSONCoding
import ProofStorage
import SQLiteStorage

/// The home page, its live data, and the lists.
extension ExplorerRouter {
    private static let rows = 8, charted = 30
    static let blocksPerPage = 25, transactionsPerPage = 50

    private func series() throws(SQLiteError) -> ChartSeries {
        var series = ChartSeries()
        // Blocks without transactions would push the data out of the charts.
        for block in try index.filledBlocks(limit: ExplorerRouter.charted).reversed() {
            series.transactions.append(ChartBar(block: block.number, value: UInt64(max(0, block.transactionCount))))
        }
        for block in try index.provenBlocks(limit: ExplorerRouter.charted).reversed() {
            series.proofLags.append(ChartBar(block: block.number, value: block.proof.lagSeconds))
        }
        return series
    }

    func home() throws(SQLiteError) -> ExplorerResponse {
        page(
            HomePage.render(
                frame: frame, chain: try index.summary(now: now()),
                blocks: try index.blocks(before: nil, limit: ExplorerRouter.rows),
                transactions: try index.transactions(before: nil, limit: ExplorerRouter.rows), series: try series()))
    }

    func blockList(before: UInt64?) throws(SQLiteError) -> ExplorerResponse {
        let blocks = try index.blocks(before: before, limit: ExplorerRouter.blocksPerPage)
        // Block 0 is the last one: behind it there is no page.
        let older =
            blocks.count == ExplorerRouter.blocksPerPage ? blocks.last.flatMap { $0.number > 0 ? $0.number : nil } : nil
        proofs.watch(blocks.map(\.number))
        return page(BlockListPage.render(frame: frame, blocks: blocks, older: older))
    }

    func transactionList(before text: String?) throws(SQLiteError) -> ExplorerResponse {
        let size = ExplorerRouter.transactionsPerPage
        // One more than is shown says whether there is another page.
        let rows = try index.transactions(before: text.flatMap(TransactionPlace.init(text:)), limit: size + 1)
        let older = rows.count > size ? rows[size - 1].place.text : nil
        return page(
            TransactionListPage.render(
                frame: frame, transactions: Array(rows.prefix(size)), older: older.map { "/transactions?before=\($0)" })
        )
    }

    /// What the home page's script asks for every two seconds.
    func homeData() throws(SQLiteError) -> ExplorerResponse {
        let chain = try index.summary(now: now()), series = try series()
        let blocks = try index.blocks(before: nil, limit: ExplorerRouter.rows)
        let transactions = try index.transactions(before: nil, limit: ExplorerRouter.rows)
        proofs.watch(blocks.map(\.number))
        var json = JSONWriter()
        json.object { json in
            json.key("stats")
            json.array(HomeStat.all(chain)) { json, stat in
                json.object { json in
                    for (name, text) in [("id", stat.id), ("value", stat.value), ("note", stat.note)] {
                        json.field(name, string: text)
                    }
                }
            }
            json.key("notices")
            json.array(health.notices) { json, notice in json.string(notice) }
            json.key("blocks")
            json.array(blocks) { json, block in ExplorerRouter.write(block, to: &json) }
            json.key("transactions")
            json.array(transactions) { json, row in ExplorerRouter.write(row, to: &json) }
            json.key("series")
            json.object { json in
                for (name, bars) in [("transactions", series.transactions), ("proofLags", series.proofLags)] {
                    json.key(name)
                    json.array(bars) { json, bar in
                        json.object { json in
                            json.field("block", integer: bar.block)
                            json.field("value", integer: bar.value)
                        }
                    }
                }
            }
        }
        return ExplorerResponse(contentType: "application/json", body: json.bytes)
    }

    private static func write(_ block: BlockSummary, to json: inout JSONWriter) {
        json.object { json in
            json.field("number", integer: block.number)
            json.field("hash", string: block.hash)
            json.field("transactions", integer: block.transactionCount)
            json.field("timestamp", integer: block.timestamp)
            json.field("proof", string: block.proof.label)
            json.field("proofTone", string: block.proof.tone)
        }
    }

    private static func write(_ row: TransactionSummary, to json: inout JSONWriter) {
        json.object { json in
            json.field("hash", string: row.hash)
            json.field("block", integer: row.block)
            json.field("status", string: row.executionStatus)
            json.field("timestamp", integer: row.timestamp)
        }
    }
}

import HTMLBuilding
import JSONCoding
import SQLiteStorage

/// The home page, its live data, and the lists.
extension ExplorerRouter {
    private static let rows = 8, charted = 30

    private func series() throws(SQLiteError) -> ChartSeries {
        var series = ChartSeries()
        for block in try index.blocks(before: nil, limit: ExplorerRouter.charted).reversed() {
            series.transactions.append(("Block \(block.number): \(block.transactionCount)", Double(block.transactionCount)))
        }
        for block in try index.provenBlocks(limit: ExplorerRouter.charted).reversed() {
            guard case .stored(let lag, _) = block.proof else { continue }
            series.proofLags.append(("Block \(block.number): \(lag) s", Double(lag)))
        }
        return series
    }

    func home() throws(SQLiteError) -> ExplorerResponse {
        page(
            HomePage.render(
                chain: try index.summary(chainID: chainID),
                blocks: try index.blocks(before: nil, limit: ExplorerRouter.rows),
                transactions: try index.transactions(beforeBlock: nil, limit: ExplorerRouter.rows), series: try series()))
    }

    func blockList(before: UInt64?) throws(SQLiteError) -> ExplorerResponse {
        let blocks = try index.blocks(before: before, limit: 25)
        let older = blocks.count == 25 ? blocks.last?.number : nil
        return page(BlockListPage.render(chain: try index.summary(chainID: chainID), blocks: blocks, older: older))
    }

    func transactionList(before: UInt64?) throws(SQLiteError) -> ExplorerResponse {
        let rows = try index.transactions(beforeBlock: before, limit: 50)
        let older = rows.count == 50 ? rows.last.map { "/transactions?before=\($0.block)" } : nil
        return page(
            TransactionListPage.render(
                title: "Transactions", chain: try index.summary(chainID: chainID), transactions: rows, older: older))
    }

    /// What the home page's script asks for every two seconds.
    func homeData() throws(SQLiteError) -> ExplorerResponse {
        let chain = try index.summary(chainID: chainID), series = try series()
        let blocks = try index.blocks(before: nil, limit: ExplorerRouter.rows)
        let transactions = try index.transactions(beforeBlock: nil, limit: ExplorerRouter.rows)
        var json = JSONWriter()
        json.object { json in
            json.key("stats")
            json.object { json in
                let stats = [
                    ("latest", chain.latestBlock.map { "\($0)" } ?? "–"), ("total", "\(chain.transactionTotal)"),
                    ("tps", Chart.fixed(chain.transactionsPerSecond) + " /s"), ("proven", "\(chain.provenBlocks)"),
                    ("lag", chain.proofLagSeconds.map { "\($0) s" } ?? "–"),
                ]
                for (name, text) in stats {
                    json.key(name)
                    json.string(text)
                }
            }
            json.key("blocks")
            json.array(blocks) { json, block in ExplorerRouter.write(block, to: &json) }
            json.key("transactions")
            json.array(transactions) { json, row in ExplorerRouter.write(row, to: &json) }
            json.key("series")
            json.object { json in
                for (name, values) in [("transactions", series.transactions), ("proofLags", series.proofLags)] {
                    json.key(name)
                    json.array(values) { json, item in
                        json.object { json in
                            json.key("label")
                            json.string(item.label)
                            json.key("value")
                            json.number(item.value)
                        }
                    }
                }
            }
        }
        return ExplorerResponse(contentType: "application/json", body: json.bytes)
    }

    private static func write(_ block: BlockSummary, to json: inout JSONWriter) {
        let (label, kind): (String, String) =
            switch block.proof {
            case .pending: block.transactionCount == 0 ? ("no transactions", "quiet") : ("proof pending", "wait")
            case .proving: ("proving…", "wait")
            case .stored: ("proof stored", "good")
            case .failed: ("not proven", "bad")
            }
        json.object { json in
            json.key("number")
            json.integer(block.number)
            json.key("hash")
            json.string(block.hash)
            json.key("transactions")
            json.integer(block.transactionCount)
            json.key("timestamp")
            json.integer(block.timestamp)
            json.key("proof")
            json.string(label)
            json.key("proofKind")
            json.string(kind)
        }
    }

    private static func write(_ row: TransactionSummary, to json: inout JSONWriter) {
        json.object { json in
            json.key("hash")
            json.string(row.hash)
            json.key("block")
            json.integer(row.block)
            json.key("status")
            json.string(row.executionStatus)
            json.key("timestamp")
            json.integer(row.timestamp)
        }
    }
}

import SQLiteStorage

extension ExplorerIndex {
    /// The numbers of the home page at an instant: what they say of "now" ages with it.
    func summary(now: UInt64) throws(SQLiteError) -> ChainSummary {
        try with { connection throws(SQLiteError) in
            var summary = ChainSummary()
            try connection.run(
                """
                SELECT max(number), total(transactions), count(*) FILTER (WHERE proof='stored'),
                count(*) FILTER (WHERE proof IN ('waiting','proving')), min(time) FILTER (WHERE proof IN ('waiting','proving'))
                FROM blocks
                """
            ) { row in
                summary.latestBlock = row.isNull(0) ? nil : row.unsigned(0)
                summary.transactionTotal = row.unsigned(1)
                summary.provenBlocks = row.unsigned(2)
                summary.pendingProofs = row.unsigned(3)
                if !row.isNull(4) { summary.backlogSeconds = now > row.unsigned(4) ? now - row.unsigned(4) : 0 }
            }
            let window = ChainSummary.throughputWindowSeconds
            try connection.run(
                "SELECT total(transactions) FROM blocks WHERE time > ?", [.unsigned(now > window ? now - window : 0)]
            ) { row in
                summary.transactionsPerSecond = Double(row.integer(0)) / Double(window)
            }
            try connection.run("SELECT lag FROM blocks WHERE proof='stored' ORDER BY number DESC LIMIT 1") { row in
                summary.latestLagSeconds = row.unsigned(0)
            }
            return summary
        }
    }
}

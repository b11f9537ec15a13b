import SQLiteStorage

extension ExplorerIndex {
    private static let transactionColumns = "hash,block,position,type,sender,nonce,status,time"

    private static func transaction(_ row: borrowing SQLiteRow) -> TransactionSummary {
        TransactionSummary(
            hash: row.text(0) ?? "", block: row.unsigned(1), index: Int(row.integer(2)), type: row.text(3) ?? "",
            sender: row.text(4) ?? "", nonce: row.text(5) ?? "", executionStatus: row.text(6) ?? "",
            timestamp: row.unsigned(7))
    }

    private func transactions(_ condition: String, _ values: [SQLiteValue]) throws(SQLiteError) -> [TransactionSummary] {
        try with { connection throws(SQLiteError) in
            var rows: [TransactionSummary] = []
            try connection.run("SELECT \(ExplorerIndex.transactionColumns) FROM transactions \(condition)", values) { row in
                rows.append(ExplorerIndex.transaction(row))
            }
            return rows
        }
    }

    /// Transactions of blocks below a number, newest first.
    func transactions(beforeBlock: UInt64?, limit: Int) throws(SQLiteError) -> [TransactionSummary] {
        try transactions(
            "WHERE block < ? ORDER BY block DESC, position DESC LIMIT ?",
            [beforeBlock.map { .unsigned($0) } ?? .integer(.max), .integer(Int64(limit))])
    }

    func transactions(ofBlock number: UInt64, limit: Int = 1000) throws(SQLiteError) -> [TransactionSummary] {
        try transactions("WHERE block = ? ORDER BY position LIMIT ?", [.unsigned(number), .integer(Int64(limit))])
    }

    func transactions(sentBy address: String, limit: Int) throws(SQLiteError) -> [TransactionSummary] {
        try transactions(
            "WHERE sender = ? ORDER BY block DESC, position DESC LIMIT ?", [.text(address), .integer(Int64(limit))])
    }

    /// A transaction with its raw JSON.
    func transaction(hash: String) throws(SQLiteError) -> (summary: TransactionSummary, raw: String)? {
        try with { connection throws(SQLiteError) in
            var found: (summary: TransactionSummary, raw: String)?
            try connection.run(
                "SELECT \(ExplorerIndex.transactionColumns),raw FROM transactions WHERE hash = ?", [.text(hash)]
            ) { row in
                found = (ExplorerIndex.transaction(row), row.text(8) ?? "")
            }
            return found
        }
    }

    /// The numbers of the home page; throughput over the span of the latest 20 blocks that hold transactions.
    func summary(chainID: String) throws(SQLiteError) -> ChainSummary {
        try with { connection throws(SQLiteError) in
            var summary = ChainSummary(
                chainID: chainID, latestBlock: nil, transactionTotal: 0, provenBlocks: 0, pendingProofs: 0,
                transactionsPerSecond: 0, proofLagSeconds: nil)
            try connection.run(
                """
                SELECT max(number), total(transactions), count(*) FILTER (WHERE proof='stored'),
                count(*) FILTER (WHERE proof IN ('pending','proving') AND transactions > 0) FROM blocks
                """
            ) { row in
                summary.latestBlock = row.isNull(0) ? nil : row.unsigned(0)
                summary.transactionTotal = row.unsigned(1)
                summary.provenBlocks = row.unsigned(2)
                summary.pendingProofs = row.unsigned(3)
            }
            try connection.run(
                """
                SELECT total(transactions), max(time) - min(time) FROM
                (SELECT transactions, time FROM blocks WHERE transactions > 0 ORDER BY number DESC LIMIT 20)
                """
            ) { row in
                let seconds = max(row.integer(1), 1)
                summary.transactionsPerSecond = Double(row.integer(0)) / Double(seconds)
            }
            try connection.run("SELECT lag FROM blocks WHERE proof='stored' ORDER BY number DESC LIMIT 1") { row in
                summary.proofLagSeconds = row.unsigned(0)
            }
            return summary
        }
    }
}

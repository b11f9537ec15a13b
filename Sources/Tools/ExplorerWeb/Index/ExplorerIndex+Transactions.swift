import SQLiteStorage

extension ExplorerIndex {
    private static let transactionColumns = "hash,block,position,type,sender,nonce,status,time"

    private static func transaction(_ row: borrowing SQLiteRow) -> TransactionSummary {
        TransactionSummary(
            hash: row.text(0) ?? "", block: row.unsigned(1), index: Int(row.integer(2)), type: row.text(3) ?? "",
            sender: row.text(4) ?? "", nonce: row.text(5) ?? "", executionStatus: row.text(6) ?? "",
            timestamp: row.unsigned(7))
    }

    private func transactions(_ condition: String, _ values: [SQLiteValue]) throws(SQLiteError) -> [TransactionSummary]
    {
        try with { connection throws(SQLiteError) in
            var rows: [TransactionSummary] = []
            try connection.run("SELECT \(ExplorerIndex.transactionColumns) FROM transactions \(condition)", values) {
                row in
                rows.append(ExplorerIndex.transaction(row))
            }
            return rows
        }
    }

    /// Transactions before a place in the chain, newest first. A block's number alone would be no place: a page may end in
    /// the middle of a block.
    func transactions(before place: TransactionPlace?, limit: Int) throws(SQLiteError) -> [TransactionSummary] {
        let place = place ?? .end
        return try transactions(
            "WHERE (block, position) < (?, ?) ORDER BY block DESC, position DESC LIMIT ?",
            [.unsigned(place.block), .unsigned(place.position), .integer(Int64(limit))])
    }

    func transactions(ofBlock number: UInt64, limit: Int = 1000) throws(SQLiteError) -> [TransactionSummary] {
        try transactions("WHERE block = ? ORDER BY position LIMIT ?", [.unsigned(number), .integer(Int64(limit))])
    }

    /// Transactions that an account sent, newest first.
    func transactions(
        sentBy address: String, before place: TransactionPlace? = nil, limit: Int
    ) throws(SQLiteError) -> [TransactionSummary] {
        let place = place ?? .end
        return try transactions(
            "WHERE sender = ? AND (block, position) < (?, ?) ORDER BY block DESC, position DESC LIMIT ?",
            [.text(address), .unsigned(place.block), .unsigned(place.position), .integer(Int64(limit))])
    }

    /// Transactions whose account was asked to call a contract, newest first.
    func transactions(calling address: String, limit: Int) throws(SQLiteError) -> [TransactionSummary] {
        try transactions(
            """
            JOIN (SELECT block AS b, position AS p FROM calls WHERE contract = ? ORDER BY b DESC, p DESC LIMIT ?)
            ON block = b AND position = p ORDER BY block DESC, position DESC
            """, [.text(address), .integer(Int64(limit))])
    }

    /// The transaction at a place.
    func transaction(at place: TransactionPlace) throws(SQLiteError) -> TransactionSummary? {
        try transactions("WHERE block = ? AND position = ?", [.unsigned(place.block), .unsigned(place.position)]).first
    }

    /// The transaction after a place, in the order of the chain.
    func transaction(after place: TransactionPlace) throws(SQLiteError) -> TransactionSummary? {
        try transactions(
            "WHERE (block, position) > (?, ?) ORDER BY block, position LIMIT 1",
            [.unsigned(place.block), .unsigned(place.position)]
        ).first
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
}

import SQLiteStorage

extension ExplorerIndex {
    private static let blockColumns =
        "number,hash,parent,root,sequencer,version,time,transactions,events,proof,lag,bytes,reason"

    private static func block(_ row: borrowing SQLiteRow) -> BlockSummary {
        let proof: ProofState =
            switch row.text(9) {
            case "stored": .stored(lagSeconds: row.unsigned(10), bytes: row.unsigned(11))
            case "failed": .failed(row.text(12) ?? "")
            case "proving": .proving
            default: .pending
            }
        return BlockSummary(
            number: row.unsigned(0), hash: row.text(1) ?? "", parentHash: row.text(2) ?? "", newRoot: row.text(3) ?? "",
            sequencer: row.text(4) ?? "", version: row.text(5) ?? "", timestamp: row.unsigned(6),
            transactionCount: Int(row.integer(7)), eventCount: Int(row.integer(8)), proof: proof)
    }

    /// Stores a block and its transactions in one transaction. A block that is there already stays as it is.
    func store(_ block: IndexedBlock) throws(SQLiteError) {
        let summary = block.summary
        try with { connection throws(SQLiteError) in
            try connection.transaction { () throws(SQLiteError) in
                try connection.run(
                    """
                    INSERT OR IGNORE INTO blocks(\(ExplorerIndex.blockColumns))
                    VALUES(?,?,?,?,?,?,?,?,?,'pending',NULL,NULL,NULL)
                    """,
                    [
                        .unsigned(summary.number), .text(summary.hash), .text(summary.parentHash), .text(summary.newRoot),
                        .text(summary.sequencer), .text(summary.version), .unsigned(summary.timestamp),
                        .integer(Int64(summary.transactionCount)), .integer(Int64(summary.eventCount)),
                    ])
                for transaction in block.transactions {
                    let row = transaction.summary
                    try connection.run(
                        "INSERT OR IGNORE INTO transactions VALUES(?,?,?,?,?,?,?,?,?)",
                        [
                            .text(row.hash), .unsigned(row.block), .integer(Int64(row.index)), .text(row.type),
                            .text(row.sender), .text(row.nonce), .text(row.executionStatus), .unsigned(row.timestamp),
                            .text(transaction.raw),
                        ])
                }
            }
        }
    }

    private func blocks(_ condition: String, _ values: [SQLiteValue]) throws(SQLiteError) -> [BlockSummary] {
        try with { connection throws(SQLiteError) in
            var rows: [BlockSummary] = []
            try connection.run("SELECT \(ExplorerIndex.blockColumns) FROM blocks \(condition)", values) { row in
                rows.append(ExplorerIndex.block(row))
            }
            return rows
        }
    }

    /// Blocks below a number, newest first.
    func blocks(before: UInt64?, limit: Int) throws(SQLiteError) -> [BlockSummary] {
        try blocks(
            "WHERE number < ? ORDER BY number DESC LIMIT ?",
            [before.map { .unsigned($0) } ?? .integer(.max), .integer(Int64(limit))])
    }

    func block(number: UInt64) throws(SQLiteError) -> BlockSummary? {
        try blocks("WHERE number = ?", [.unsigned(number)]).first
    }

    func block(hash: String) throws(SQLiteError) -> BlockSummary? { try blocks("WHERE hash = ?", [.text(hash)]).first }

    /// Blocks that hold transactions and whose proof is not known to be stored or refused, oldest first.
    func unprovenBlocks(limit: Int) throws(SQLiteError) -> [BlockSummary] {
        try blocks(
            "WHERE proof IN ('pending','proving') AND transactions > 0 ORDER BY number LIMIT ?", [.integer(Int64(limit))])
    }

    /// The latest blocks whose proof is stored, newest first.
    func provenBlocks(limit: Int) throws(SQLiteError) -> [BlockSummary] {
        try blocks("WHERE proof = 'stored' ORDER BY number DESC LIMIT ?", [.integer(Int64(limit))])
    }

    func setProof(_ state: ProofState, of number: UInt64) throws(SQLiteError) {
        var lag = SQLiteValue.null, bytes = SQLiteValue.null, reason = SQLiteValue.null
        switch state {
        case .stored(let lagSeconds, let size): (lag, bytes) = (.unsigned(lagSeconds), .unsigned(size))
        case .failed(let text): reason = .text(text)
        case .pending, .proving: break
        }
        try with { connection throws(SQLiteError) in
            try connection.run(
                "UPDATE blocks SET proof = ?, lag = ?, bytes = ?, reason = ? WHERE number = ?",
                [.text(state.label), lag, bytes, reason, .unsigned(number)])
        }
    }

    /// The next block to fetch: one above the highest stored.
    func nextBlock() throws(SQLiteError) -> UInt64 {
        try with { connection throws(SQLiteError) in
            var next: UInt64 = 0
            try connection.run("SELECT max(number) FROM blocks") { row in
                if !row.isNull(0) { next = row.unsigned(0) + 1 }
            }
            return next
        }
    }
}

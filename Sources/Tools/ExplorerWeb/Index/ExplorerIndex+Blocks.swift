import ProofStorage
import SQLiteStorage

extension ExplorerIndex {
    private static let blockColumns =
        "number,hash,parent,root,sequencer,version,time,transactions,events,proof,attempts,lag,bytes,frames,proven,reason,price"

    private static func block(_ row: borrowing SQLiteRow) -> BlockSummary {
        let status = ProofStatus(
            ProofStatus.Stage(rawValue: row.text(9) ?? "") ?? .waiting, attempts: Int(row.integer(10)),
            reason: row.text(15),
            lagSeconds: row.unsigned(11), bytes: row.unsigned(12), frames: Int(row.integer(13)),
            provenFrames: Int(row.integer(14)))
        return BlockSummary(
            number: row.unsigned(0), hash: row.text(1) ?? "", parentHash: row.text(2) ?? "", newRoot: row.text(3) ?? "",
            sequencer: row.text(4) ?? "", version: row.text(5) ?? "", timestamp: row.unsigned(6),
            transactionCount: Int(row.integer(7)), eventCount: Int(row.integer(8)), proof: status,
            gasPrice: row.text(16))
    }

    /// Stores a block, its transactions with the contracts they call, and the contracts it gives a class, in one
    /// transaction. A block that is there already stays as it is.
    func store(_ block: IndexedBlock, classes: [(address: String, classHash: String)]) throws(SQLiteError) {
        let summary = block.summary
        try with { connection throws(SQLiteError) in
            try connection.transaction { () throws(SQLiteError) in
                try connection.run(
                    """
                    INSERT OR IGNORE INTO blocks(\(ExplorerIndex.blockColumns))
                    VALUES(?,?,?,?,?,?,?,?,?,?,0,0,0,0,0,NULL,?)
                    """,
                    [
                        .unsigned(summary.number), .text(summary.hash), .text(summary.parentHash),
                        .text(summary.newRoot),
                        .text(summary.sequencer), .text(summary.version), .unsigned(summary.timestamp),
                        .integer(Int64(summary.transactionCount)), .integer(Int64(summary.eventCount)),
                        .text(summary.proof.stage.rawValue), .optional(summary.gasPrice),
                    ])
                for transaction in block.transactions { try ExplorerIndex.insert(transaction, connection) }
                for item in classes { try ExplorerIndex.setClass(item.classHash, of: item.address, connection) }
            }
        }
    }

    private static func insert(
        _ transaction: IndexedBlock.Transaction, _ connection: SQLiteConnection
    ) throws(SQLiteError) {
        let row = transaction.summary
        try connection.run(
            "INSERT OR IGNORE INTO transactions VALUES(?,?,?,?,?,?,?,?,?)",
            [
                .text(row.hash), .unsigned(row.block), .integer(Int64(row.index)), .text(row.type), .text(row.sender),
                .text(row.nonce), .text(row.executionStatus), .unsigned(row.timestamp), .text(transaction.raw),
            ])
        for call in transaction.calls {
            try connection.run(
                "INSERT OR IGNORE INTO calls VALUES(?,?,?)",
                [.text(call.contract), .unsigned(row.block), .integer(Int64(row.index))])
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

    /// The latest block.
    func latestBlock() throws(SQLiteError) -> BlockSummary? { try blocks(before: nil, limit: 1).first }

    /// The latest blocks that hold transactions, newest first: what the charts are about.
    func filledBlocks(limit: Int) throws(SQLiteError) -> [BlockSummary] {
        try blocks("WHERE transactions > 0 ORDER BY number DESC LIMIT ?", [.integer(Int64(limit))])
    }

    /// Blocks that hold transactions and whose proof is not known to be stored or refused, oldest first.
    func unprovenBlocks(limit: Int) throws(SQLiteError) -> [BlockSummary] {
        try blocks("WHERE proof IN ('waiting','proving') ORDER BY number LIMIT ?", [.integer(Int64(limit))])
    }

    /// Blocks above a number whose proof is stored or given up, in order.
    func settledBlocks(after number: UInt64, limit: Int) throws(SQLiteError) -> [BlockSummary] {
        try blocks(
            "WHERE number > ? AND proof IN ('stored','failed') ORDER BY number LIMIT ?",
            [.unsigned(number), .integer(Int64(limit))])
    }

    /// The latest blocks whose proof is stored, newest first.
    func provenBlocks(limit: Int) throws(SQLiteError) -> [BlockSummary] {
        try blocks("WHERE proof = 'stored' ORDER BY number DESC LIMIT ?", [.integer(Int64(limit))])
    }

    func setProof(_ status: ProofStatus, of number: UInt64) throws(SQLiteError) {
        try with { connection throws(SQLiteError) in
            try connection.run(
                """
                UPDATE blocks SET proof = ?, attempts = ?, lag = ?, bytes = ?, frames = ?, proven = ?, reason = ?
                WHERE number = ?
                """,
                [
                    .text(status.stage.rawValue), .integer(Int64(status.attempts)), .unsigned(status.lagSeconds),
                    .unsigned(status.bytes), .integer(Int64(status.frames)), .integer(Int64(status.provenFrames)),
                    .optional(status.reason), .unsigned(number),
                ])
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

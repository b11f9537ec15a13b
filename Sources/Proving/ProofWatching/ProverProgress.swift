import ByteCoding
public import ProofStorage
public import SQLiteStorage
import Synchronization

/// Where the prover stands with each block, kept in SQLite so that a restart goes on where it was.
public final class ProverProgress: Sendable {
    /// A block's row.
    public struct Entry: Sendable, Equatable {
        public var block: UInt64
        public var state: ProofStatus.Stage
        public var timestamp: UInt64
        public var transactions: Int
        public var attempts: Int
        public var reason: String?
        public var name: String?
        public var bytes: UInt64
        /// Seconds since 1970 when the proof was stored.
        public var storedAt: UInt64
        public var seconds: Double
        public var frames: Int
        public var provenFrames: Int

        /// What the prover tells of the block's proof.
        public var status: ProofStatus {
            ProofStatus(
                state, attempts: attempts, reason: reason, lagSeconds: storedAt > timestamp ? storedAt - timestamp : 0,
                bytes: bytes, frames: frames, provenFrames: provenFrames)
        }
    }

    private struct Handle: @unchecked Sendable { let connection: SQLiteConnection }
    private let handle: Mutex<Handle>

    /// Opens the file of a chain. A block that was being proven when the last process ended is waiting again.
    ///
    /// - Parameters:
    ///   - chain: the chain's identity, the fingerprint of its verifier's configuration.
    ///   - isProver: false for a look beside a running prover, whose block is left alone.
    public init(path: String, chain: [UInt8], isProver: Bool = true) throws(ProgressError) {
        do throws(SQLiteError) {
            let connection = try SQLiteConnection(path: path)
            try ProverProgress.makeTables(connection)
            if isProver { try connection.execute("UPDATE blocks SET state = 'waiting' WHERE state = 'proving'") }
            handle = Mutex(Handle(connection: connection))
        } catch { throw .database(error) }
        try claim(path, chain)
    }

    /// Notes whose progress a new file is about, and refuses a file that is about another chain's.
    private func claim(_ path: String, _ chain: [UInt8]) throws(ProgressError) {
        let wanted = HexBytes.encode(chain)
        var found: String?, isUsed = false
        do throws(SQLiteError) {
            (found, isUsed) = try with { connection throws(SQLiteError) in
                var found: String?, isUsed = false
                try connection.run("SELECT identity FROM chain") { row in found = row.text(0) }
                try connection.run("SELECT 1 FROM blocks LIMIT 1") { _ in isUsed = true }
                if found == nil, !isUsed { try connection.run("INSERT INTO chain VALUES(?)", [.text(wanted)]) }
                return (found, isUsed)
            }
        } catch { throw .database(error) }
        guard found == wanted || found == nil && !isUsed else {
            throw .otherChain(path: path, found: found, wanted: wanted)
        }
    }

    private static func makeTables(_ connection: SQLiteConnection) throws(SQLiteError) {
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS chain(identity TEXT NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS blocks(
              block INTEGER PRIMARY KEY, state TEXT NOT NULL, time INTEGER NOT NULL, transactions INTEGER NOT NULL,
              attempts INTEGER NOT NULL, next INTEGER NOT NULL, reason TEXT, name TEXT, bytes INTEGER NOT NULL,
              stored INTEGER NOT NULL, millis INTEGER NOT NULL, frames INTEGER NOT NULL, proven INTEGER NOT NULL) STRICT;
            CREATE INDEX IF NOT EXISTS blocks_by_state ON blocks(state, block);
            """)
    }

    private func with<Result: Sendable>(
        _ body: (SQLiteConnection) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try handle.withLock { handle throws(SQLiteError) in try body(handle.connection) }
    }

    private func run(_ sql: String, _ values: [SQLiteValue]) throws(SQLiteError) {
        try with { connection throws(SQLiteError) in try connection.run(sql, values) }
    }

    /// Notes a new block: to be proven, or nothing to prove.
    public func add(_ block: UInt64, timestamp: UInt64, transactions: Int) throws(SQLiteError) {
        try run(
            "INSERT OR IGNORE INTO blocks VALUES(?,?,?,?,0,0,NULL,NULL,0,0,0,0,0)",
            [
                .unsigned(block), .text(transactions == 0 ? "empty" : "waiting"), .unsigned(timestamp),
                .integer(Int64(transactions)),
            ])
    }

    /// The oldest block whose turn has come, marked as being proven. There is one prover: a block that is marked already was
    /// left behind when what came of it could not be written.
    public func take(now: UInt64) throws(SQLiteError) -> UInt64? {
        try with { connection throws(SQLiteError) in
            var found: UInt64?
            try connection.run(
                "SELECT block FROM blocks WHERE state IN ('waiting', 'proving') AND next <= ? ORDER BY block LIMIT 1",
                [.unsigned(now)]
            ) { row in found = row.unsigned(0) }
            if let found {
                try connection.run(
                    "UPDATE blocks SET state = 'proving', attempts = attempts + 1 WHERE block = ?", [.unsigned(found)])
            }
            return found
        }
    }

    public func setStored(
        _ block: UInt64, name: String, bytes: Int, now: UInt64, millis: Int, frames: Int, provenFrames: Int
    ) throws(SQLiteError) {
        try run(
            """
            UPDATE blocks SET state = 'stored', name = ?, bytes = ?, stored = ?, millis = ?, frames = ?, proven = ?,
            reason = NULL WHERE block = ?
            """,
            [
                .text(name), .integer(Int64(bytes)), .unsigned(now), .integer(Int64(millis)), .integer(Int64(frames)),
                .integer(Int64(provenFrames)), .unsigned(block),
            ])
    }

    /// Marks a block for another attempt at a later time.
    public func retry(_ block: UInt64, at time: UInt64, reason: String) throws(SQLiteError) {
        try run(
            "UPDATE blocks SET state = 'waiting', next = ?, reason = ? WHERE block = ?",
            [.unsigned(time), .text(reason), .unsigned(block)])
    }

    /// Gives a block up, with the reason.
    public func fail(_ block: UInt64, reason: String) throws(SQLiteError) {
        try run("UPDATE blocks SET state = 'failed', reason = ? WHERE block = ?", [.text(reason), .unsigned(block)])
    }

    /// Lets given-up blocks be tried again: one, or all. Returns how many there were.
    @discardableResult
    public func retryFailed(_ block: UInt64? = nil) throws(SQLiteError) -> Int {
        let count = try counts(of: .failed, block)
        let only = block == nil ? "" : " AND block = ?"
        try run(
            "UPDATE blocks SET state = 'waiting', attempts = 0, next = 0 WHERE state = 'failed'" + only,
            block.map { [.unsigned($0)] } ?? [])
        return count
    }

    private func counts(of state: ProofStatus.Stage, _ block: UInt64?) throws(SQLiteError) -> Int {
        let only = block == nil ? "" : " AND block = ?"
        return try with { connection throws(SQLiteError) in
            var count = 0
            try connection.run(
                "SELECT count(*) FROM blocks WHERE state = ?" + only,
                [.text(state.rawValue)] + (block.map { [.unsigned($0)] } ?? [])
            ) { row in count = Int(row.integer(0)) }
            return count
        }
    }

    public func entry(_ block: UInt64) throws(SQLiteError) -> Entry? {
        try entries("WHERE block = ?", [.unsigned(block)]).first
    }

    /// The newest blocks.
    public func latest(limit: Int) throws(SQLiteError) -> [Entry] {
        try entries("ORDER BY block DESC LIMIT ?", [.integer(Int64(limit))])
    }

    private func entries(_ condition: String, _ values: [SQLiteValue]) throws(SQLiteError) -> [Entry] {
        try with { connection throws(SQLiteError) in
            var rows: [Entry] = []
            try connection.run(
                """
                SELECT block,state,time,transactions,attempts,reason,name,bytes,stored,millis,frames,proven
                FROM blocks \(condition)
                """, values
            ) { row in
                rows.append(
                    Entry(
                        block: row.unsigned(0), state: ProofStatus.Stage(rawValue: row.text(1) ?? "") ?? .waiting,
                        timestamp: row.unsigned(2), transactions: Int(row.integer(3)), attempts: Int(row.integer(4)),
                        reason: row.text(5), name: row.text(6), bytes: row.unsigned(7), storedAt: row.unsigned(8),
                        seconds: Double(row.integer(9)) / 1000, frames: Int(row.integer(10)),
                        provenFrames: Int(row.integer(11))))
            }
            return rows
        }
    }

    /// The time of the oldest block that needs a proof and has none, given up or not; nil when there is none.
    public func oldestUnproven() throws(SQLiteError) -> UInt64? {
        try with { connection throws(SQLiteError) in
            var time: UInt64?
            try connection.run(
                "SELECT min(time) FROM blocks WHERE state IN ('waiting', 'proving', 'failed')"
            ) { row in if !row.isNull(0) { time = row.unsigned(0) } }
            return time
        }
    }

    /// The next block to note, and how many blocks are in each state.
    public func counts() throws(SQLiteError) -> (next: UInt64, states: [ProofStatus.Stage: Int]) {
        try with { connection throws(SQLiteError) in
            var next: UInt64 = 0, states: [ProofStatus.Stage: Int] = [:]
            try connection.run("SELECT max(block) FROM blocks") { row in
                if !row.isNull(0) { next = row.unsigned(0) + 1 }
            }
            try connection.run("SELECT state, count(*) FROM blocks GROUP BY state") { row in
                if let state = ProofStatus.Stage(rawValue: row.text(0) ?? "") { states[state] = Int(row.integer(1)) }
            }
            return (next, states)
        }
    }
}

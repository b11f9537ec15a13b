import SQLiteStorage
import Synchronization

/// The explorer's index: blocks, transactions, contracts and classes of one chain in one SQLite file.
///
/// One connection behind a lock: every query is short and uses an index. The index holds nothing that cannot be read
/// again from the node, so a damaged file may be deleted, and one of an older form is emptied.
final class ExplorerIndex: Sendable {
    /// The connection is used under the lock only.
    private struct Handle: @unchecked Sendable { let connection: SQLiteConnection }
    private let handle: Mutex<Handle>

    init(path: String) throws(SQLiteError) {
        let connection = try SQLiteConnection(path: path)
        var version: Int64 = 0
        try connection.run("PRAGMA user_version") { row in version = row.integer(0) }
        if version != ExplorerIndex.version { try connection.execute(ExplorerIndex.dropping) }
        try connection.execute(ExplorerIndex.schema)
        handle = Mutex(Handle(connection: connection))
    }

    func with<Result: Sendable>(
        _ body: (SQLiteConnection) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try handle.withLock { handle throws(SQLiteError) in try body(handle.connection) }
    }

    /// Forgets the chain: blocks, transactions, contracts, and its genesis. Classes are kept, they are named by their hash.
    func clear() throws(SQLiteError) {
        try with { connection throws(SQLiteError) in
            try connection.execute(
                """
                BEGIN IMMEDIATE; DELETE FROM blocks; DELETE FROM transactions; DELETE FROM contracts; DELETE FROM calls;
                DELETE FROM facts WHERE name IN ('genesis','seen'); COMMIT;
                """)
        }
    }

    /// Goes up with every change of the schema.
    private static let version: Int64 = 3
    private static let dropping = """
        DROP TABLE IF EXISTS blocks; DROP TABLE IF EXISTS transactions; DROP TABLE IF EXISTS contracts;
        DROP TABLE IF EXISTS classes; DROP TABLE IF EXISTS facts; DROP TABLE IF EXISTS calls;
        PRAGMA user_version = \(version);
        """

    private static let schema = """
        CREATE TABLE IF NOT EXISTS blocks(
          number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, parent TEXT NOT NULL, root TEXT NOT NULL,
          sequencer TEXT NOT NULL, version TEXT NOT NULL, time INTEGER NOT NULL, transactions INTEGER NOT NULL,
          events INTEGER NOT NULL, proof TEXT NOT NULL, attempts INTEGER NOT NULL, lag INTEGER NOT NULL,
          bytes INTEGER NOT NULL, frames INTEGER NOT NULL, proven INTEGER NOT NULL, reason TEXT, price TEXT) STRICT;
        CREATE INDEX IF NOT EXISTS blocks_by_proof ON blocks(proof, number);
        CREATE INDEX IF NOT EXISTS blocks_by_time ON blocks(time);
        CREATE TABLE IF NOT EXISTS transactions(
          hash TEXT PRIMARY KEY, block INTEGER NOT NULL, position INTEGER NOT NULL, type TEXT NOT NULL,
          sender TEXT NOT NULL, nonce TEXT NOT NULL, status TEXT NOT NULL, time INTEGER NOT NULL, raw TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS transactions_by_block ON transactions(block, position);
        CREATE INDEX IF NOT EXISTS transactions_by_sender ON transactions(sender, block, position);
        CREATE TABLE IF NOT EXISTS calls(
          contract TEXT NOT NULL, block INTEGER NOT NULL, position INTEGER NOT NULL,
          PRIMARY KEY(contract, block, position)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS contracts(address TEXT PRIMARY KEY, class TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS contracts_by_class ON contracts(class, address);
        CREATE TABLE IF NOT EXISTS classes(
          hash TEXT PRIMARY KEY, sierra INTEGER NOT NULL, counts TEXT NOT NULL, abi TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """
}

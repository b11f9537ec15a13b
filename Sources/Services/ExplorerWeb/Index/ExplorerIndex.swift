import SQLiteStorage
import Synchronization

/// The explorer's index: blocks, transactions, contracts and classes in one SQLite file.
///
/// One connection behind a lock: every query is short and uses an index. The index holds nothing that cannot be read
/// again from the node, so a damaged file may be deleted.
final class ExplorerIndex: Sendable {
    /// The connection is used under the lock only.
    private struct Handle: @unchecked Sendable { let connection: SQLiteConnection }
    private let handle: Mutex<Handle>

    init(path: String) throws(SQLiteError) {
        let connection = try SQLiteConnection(path: path)
        try connection.execute(ExplorerIndex.schema)
        handle = Mutex(Handle(connection: connection))
    }

    func with<Result: Sendable>(
        _ body: (SQLiteConnection) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try handle.withLock { handle throws(SQLiteError) in try body(handle.connection) }
    }

    private static let schema = """
        CREATE TABLE IF NOT EXISTS blocks(
          number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, parent TEXT NOT NULL, root TEXT NOT NULL,
          sequencer TEXT NOT NULL, version TEXT NOT NULL, time INTEGER NOT NULL, transactions INTEGER NOT NULL,
          events INTEGER NOT NULL, proof TEXT NOT NULL, lag INTEGER, bytes INTEGER, reason TEXT) STRICT;
        CREATE INDEX IF NOT EXISTS blocks_by_proof ON blocks(proof, number);
        CREATE TABLE IF NOT EXISTS transactions(
          hash TEXT PRIMARY KEY, block INTEGER NOT NULL, position INTEGER NOT NULL, type TEXT NOT NULL,
          sender TEXT NOT NULL, nonce TEXT NOT NULL, status TEXT NOT NULL, time INTEGER NOT NULL, raw TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS transactions_by_block ON transactions(block, position);
        CREATE INDEX IF NOT EXISTS transactions_by_sender ON transactions(sender, block);
        CREATE TABLE IF NOT EXISTS contracts(address TEXT PRIMARY KEY, class TEXT NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS contracts_by_class ON contracts(class);
        CREATE TABLE IF NOT EXISTS classes(
          hash TEXT PRIMARY KEY, sierra INTEGER NOT NULL, counts TEXT NOT NULL, abi TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """
}

import CSQLite

/// One connection to a SQLite file, with a cache of prepared statements.
///
/// Not `Sendable`: it has one owner, an actor or a lock. Writers use write-ahead logging, so that readers on other
/// connections never wait; `synchronous=FULL` makes a committed transaction survive a power cut.
public final class SQLiteConnection {
    private let database: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]

    /// Opens or creates a file. Statements wait up to `busyMillis` for another writer.
    public init(path: String, readOnly: Bool = false, busyMillis: Int32 = 5000) throws(SQLiteError) {
        var handle: OpaquePointer?
        let mode = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(handle)  // even a failed open leaves a handle
            throw SQLiteError(code: code, message: "\(path): \(message)")
        }
        database = handle
        sqlite3_busy_timeout(handle, busyMillis)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20)
        guard !readOnly else { return }
        for pragma in ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"] {
            try execute(pragma)
        }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(database)
    }

    private func failure(_ code: Int32) -> SQLiteError {
        SQLiteError(code: code, message: String(cString: sqlite3_errmsg(database)))
    }

    /// Runs one or more statements without parameters or results.
    public func execute(_ sql: String) throws(SQLiteError) {
        let code = sqlite3_exec(database, sql, nil, nil, nil)
        if code != SQLITE_OK { throw failure(code) }
    }

    private func prepared(_ sql: String) throws(SQLiteError) -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(
            database, sql, Int32(clamping: sql.utf8.count), UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code) }
        statements[sql] = statement
        return statement
    }

    /// Runs a statement with positional parameters and hands each row to `body`.
    public func run(
        _ sql: String, _ values: [SQLiteValue] = [],
        _ body: (borrowing SQLiteRow) throws(SQLiteError) -> Void = { (_) throws(SQLiteError) in }
    ) throws(SQLiteError) {
        let statement = try prepared(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        guard Int(sqlite3_bind_parameter_count(statement)) == values.count else {
            throw SQLiteError(code: SQLITE_MISUSE, message: "number of parameters")
        }
        for (index, value) in values.enumerated() {
            let code = bind(value, at: Int32(index + 1), to: statement)
            if code != SQLITE_OK { throw failure(code) }
        }
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code) }
            try body(SQLiteRow(statement: statement))
        }
    }

    private func bind(_ value: SQLiteValue, at index: Int32, to statement: OpaquePointer) -> Int32 {
        /// Tells SQLite to copy the bytes before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let number): return sqlite3_bind_int64(statement, index, number)
        case .text(let text):
            let count = sqlite3_uint64(text.utf8.count)
            return sqlite3_bind_text64(statement, index, text, count, transient, UInt8(SQLITE_UTF8))
        case .blob(let bytes):
            // A nil pointer would bind NULL; an empty blob needs the call of its own.
            if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, index, 0) }
            return sqlite3_bind_blob64(statement, index, bytes, sqlite3_uint64(bytes.count), transient)
        }
    }

    /// Runs `body` in a transaction; an error rolls it back.
    public func transaction<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            try? execute("ROLLBACK")
            throw error
        }
    }
}

import SQLiteStorage

/// A class as the index keeps it.
struct IndexedClass: Sendable {
    var hash: String
    var sierraLength: Int
    var entryPointCounts: [(kind: String, count: Int)]
    var abiText: String
}

extension ExplorerIndex {
    func store(_ item: IndexedClass) throws(SQLiteError) {
        let counts = item.entryPointCounts.map { "\($0.kind)=\($0.count)" }.joined(separator: ";")
        try with { connection throws(SQLiteError) in
            try connection.run(
                "INSERT OR IGNORE INTO classes VALUES(?,?,?,?)",
                [.text(item.hash), .integer(Int64(item.sierraLength)), .text(counts), .text(item.abiText)])
        }
    }

    func indexedClass(hash: String) throws(SQLiteError) -> IndexedClass? {
        try with { connection throws(SQLiteError) in
            var found: IndexedClass?
            try connection.run("SELECT sierra,counts,abi FROM classes WHERE hash = ?", [.text(hash)]) { row in
                let counts = (row.text(1) ?? "").split(separator: ";").compactMap {
                    part -> (kind: String, count: Int)? in
                    let pair = part.split(separator: "=")
                    guard pair.count == 2, let count = Int(pair[1]) else { return nil }
                    return (String(pair[0]), count)
                }
                found = IndexedClass(
                    hash: hash, sierraLength: Int(row.integer(0)), entryPointCounts: counts,
                    abiText: row.text(2) ?? "[]")
            }
            return found
        }
    }

    static func setClass(
        _ classHash: String, of address: String, _ connection: SQLiteConnection
    ) throws(SQLiteError) {
        try connection.run(
            "INSERT INTO contracts VALUES(?,?) ON CONFLICT(address) DO UPDATE SET class = excluded.class",
            [.text(address), .text(classHash)])
    }

    /// The class of a contract, as of the latest block here.
    func classHash(ofContract address: String) throws(SQLiteError) -> String? {
        try with { connection throws(SQLiteError) in
            var found: String?
            try connection.run("SELECT class FROM contracts WHERE address = ?", [.text(address)]) { row in
                found = row.text(0)
            }
            return found
        }
    }

    /// Contracts of a class behind an address, in the order of their addresses.
    func contracts(ofClass hash: String, after address: String = "", limit: Int) throws(SQLiteError) -> [String] {
        try with { connection throws(SQLiteError) in
            var rows: [String] = []
            try connection.run(
                "SELECT address FROM contracts WHERE class = ? AND address > ? ORDER BY address LIMIT ?",
                [.text(hash), .text(address), .integer(Int64(limit))]
            ) { row in
                if let address = row.text(0) { rows.append(address) }
            }
            return rows
        }
    }

    /// How many contracts have a class.
    func contractCount(ofClass hash: String) throws(SQLiteError) -> Int {
        try with { connection throws(SQLiteError) in
            var count = 0
            try connection.run("SELECT count(*) FROM contracts WHERE class = ?", [.text(hash)]) { row in
                count = Int(row.integer(0))
            }
            return count
        }
    }

    func fact(_ name: String) throws(SQLiteError) -> String? {
        try with { connection throws(SQLiteError) in
            var value: String?
            try connection.run("SELECT value FROM facts WHERE name = ?", [.text(name)]) { row in value = row.text(0) }
            return value
        }
    }

    func setFact(_ name: String, _ value: String) throws(SQLiteError) {
        try with { connection throws(SQLiteError) in
            try connection.run(
                "INSERT INTO facts VALUES(?,?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                [.text(name), .text(value)])
        }
    }
}

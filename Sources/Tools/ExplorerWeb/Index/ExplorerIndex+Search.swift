import SQLiteStorage

/// Something that a search found.
struct SearchHit: Sendable, Equatable {
    enum Kind: String, Sendable { case block, transaction, contract, `class` }
    var kind: Kind
    /// What the thing is called in a list: a hash, an address, a number or a name.
    var label: String
    var path: String
}

extension ExplorerIndex {
    /// Things whose hash or address begins with a prefix of minimal hex, at most `limit` of each kind.
    func things(prefix: String, limit: Int) throws(SQLiteError) -> [SearchHit] {
        // Hex digits only reach this place; the upper bound is the prefix with a character behind every digit.
        let upper = prefix + "g"
        return try with { connection throws(SQLiteError) in
            var hits: [SearchHit] = []
            func collect(_ sql: String, _ kind: SearchHit.Kind, _ path: String) throws(SQLiteError) {
                try connection.run(sql, [.text(prefix), .text(upper), .integer(Int64(limit))]) { row in
                    guard let text = row.text(0) else { return }
                    hits.append(SearchHit(kind: kind, label: text, path: "\(path)\(text)"))
                }
            }
            try collect("SELECT hash FROM blocks WHERE hash >= ? AND hash < ? ORDER BY hash LIMIT ?", .block, "/block/")
            try collect(
                "SELECT hash FROM transactions WHERE hash >= ? AND hash < ? ORDER BY hash LIMIT ?", .transaction, "/tx/"
            )
            try collect(
                "SELECT address FROM contracts WHERE address >= ? AND address < ? ORDER BY address LIMIT ?", .contract,
                "/contract/")
            try collect(
                "SELECT DISTINCT class FROM contracts WHERE class >= ? AND class < ? ORDER BY class LIMIT ?", .class,
                "/class/")
            return hits
        }
    }
}

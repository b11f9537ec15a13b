import Foundation
import SQLiteStorage
import Testing

@Suite struct SQLiteStorageTests {
    func temporaryPath() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("starling-\(UUID().uuidString).db").path
    }

    @Test func `values of every kind survive the round trip`() throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let connection = try SQLiteConnection(path: path)
        try connection.execute("CREATE TABLE t(a INTEGER, b TEXT, c BLOB, d BLOB) STRICT")
        try connection.run("INSERT INTO t VALUES(?,?,?,?)", [.integer(-7), .text("é\u{0}x"), .blob([]), .null])
        var rows = 0
        try connection.run("SELECT a,b,c,d,typeof(c) FROM t") { row throws(SQLiteError) in
            rows += 1
            #expect(row.integer(0) == -7)
            #expect(row.text(1) == "é\u{0}x")
            #expect(row.blob(2) == [])
            let isNull = row.isNull(3)
            #expect(isNull)
            #expect(row.text(4) == "blob")
        }
        #expect(rows == 1)
    }

    @Test func `a failed transaction leaves nothing behind`() throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let connection = try SQLiteConnection(path: path)
        try connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY) STRICT")
        #expect(throws: SQLiteError.self) {
            try connection.transaction { () throws(SQLiteError) in
                try connection.run("INSERT INTO t VALUES(1)")
                try connection.run("INSERT INTO t VALUES(1)")
            }
        }
        var count: Int64 = -1
        try connection.run("SELECT count(*) FROM t") { row throws(SQLiteError) in count = row.integer(0) }
        #expect(count == 0)
    }

    @Test func `a wrong number of parameters and a wrong path are errors`() throws {
        #expect(throws: SQLiteError.self) { try SQLiteConnection(path: "/nonexistent/folder/x.db") }
        let connection = try SQLiteConnection(path: ":memory:")
        #expect(throws: SQLiteError.self) { try connection.run("SELECT ?", []) }
    }
}

import JSONCoding
import ProofStorage

/// Rows of the API, the same columns in JSON and CSV.
enum APIRow {
    enum Value: Sendable {
        case text(String)
        case number(UInt64)
    }

    static func block(_ block: BlockSummary) -> [(name: String, value: Value)] {
        [
            ("number", .number(block.number)), ("hash", .text(block.hash)), ("parent_hash", .text(block.parentHash)),
            ("state_root", .text(block.newRoot)), ("timestamp", .number(block.timestamp)),
            ("sequencer", .text(block.sequencer)), ("version", .text(block.version)),
            ("transactions", .number(UInt64(max(0, block.transactionCount)))),
            ("events", .number(UInt64(max(0, block.eventCount)))), ("proof", .text(block.proof.stage.rawValue)),
            ("proof_lag_seconds", .number(block.proof.lagSeconds)), ("proof_bytes", .number(block.proof.bytes)),
        ]
    }

    static func transaction(_ row: TransactionSummary) -> [(name: String, value: Value)] {
        [
            ("hash", .text(row.hash)), ("block", .number(row.block)), ("position", .number(row.place.position)),
            ("type", .text(row.type)), ("sender", .text(row.sender)), ("nonce", .text(row.nonce)),
            ("status", .text(row.executionStatus)), ("timestamp", .number(row.timestamp)),
        ]
    }

    static func write(_ row: [(name: String, value: Value)], to json: inout JSONWriter) {
        for (name, value) in row {
            json.key(name)
            switch value {
            case .text(let text): json.string(text)
            case .number(let number): json.integer(number)
            }
        }
    }

    /// RFC 4180. Texts are quoted always; one that a spreadsheet would take for a formula gets an apostrophe before it.
    static func csv(_ rows: [[(name: String, value: Value)]], columns: [String]) -> [UInt8] {
        var out = columns.joined(separator: ",") + "\r\n"
        for row in rows {
            out += row.map { field($0.value) }.joined(separator: ",") + "\r\n"
        }
        return Array(out.utf8)
    }

    private static func field(_ value: Value) -> String {
        switch value {
        case .number(let number): return "\(number)"
        case .text(let text):
            let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
            return "\"" + (isFormula ? "'" : "")
                + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
    }
}

import Foundation

extension LoadReport {
    /// The report as lines of a table.
    public var table: String {
        func milliseconds(_ share: Double) -> String {
            latency(share: share).map { String(format: "%.0f ms", $0 * 1_000) } ?? "-"
        }
        var rows = [
            ("sent", "\(sent)"), ("refused", "\(refused)"),
            ("in blocks", "\(included)" + (kinds.map { ": \($0)" } ?? "")),
            ("reverted", "\(reverted)"),
            ("wrong results", "\(wrong)"),
            ("blocks", firstBlock.map { "\(blocks) (\($0) to \(lastBlock ?? $0))" } ?? "0"),
            ("time", String(format: "%.1f s", seconds)),
            ("throughput", String(format: "%.1f transactions a second", throughput)),
            (
                "latency",
                "p50 \(milliseconds(0.5)), p90 \(milliseconds(0.9)), p99 \(milliseconds(0.99)), "
                    + "max \(milliseconds(1))"
            ),
        ]
        rows += reasons.map { ("reason", $0) }
        return rows.map { "  \($0.0.padding(toLength: 14, withPad: " ", startingAt: 0)) \($0.1)" }
            .joined(separator: "\n")
    }
}

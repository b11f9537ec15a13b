import Foundation
import Testing

/// The dashboard and the alert rules speak of the metrics that the program has.
struct MonitoringTests {
    private static let suffixes = ["_bucket", "_count", "_sum"]

    @Test func `the dashboard shows every metric and no other`() throws {
        let shown = Self.metrics(in: try Repository.text("Docs/Monitoring/grafana-dashboard.json"))
        #expect(shown == (try Self.declared()))
    }

    @Test func `alert rules and the operator's page name metrics that exist`() throws {
        let declared = try Self.declared()
        for path in ["Docs/Monitoring/prometheus-alerts.yml", "Docs/Operating.md"] {
            let named = Self.metrics(in: try Repository.text(path))
            #expect(!named.isEmpty)
            #expect(named.isSubset(of: declared), "\(path) names \(named.subtracting(declared))")
        }
    }

    /// The metrics that nodes and prover register.
    private static func declared() throws -> Set<String> {
        let files = ["Sources/Node/NodeService/NodeMetrics.swift", "Sources/Proving/ProofWatching/ProverMetrics.swift"]
        return try files.reduce(into: []) { $0.formUnion(metrics(in: try Repository.text($1))) }
    }

    /// The words `starling_…`, histograms without the suffix of their series.
    private static func metrics(in text: String) -> Set<String> {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
        // `starling_get…` are methods of the RPC.
        return Set(
            words.filter { $0.hasPrefix("starling_") && !$0.hasPrefix("starling_get") }.map { word in
                let name = String(word)
                guard let suffix = suffixes.first(where: name.hasSuffix) else { return name }
                return String(name.dropLast(suffix.count))
            })
    }
}

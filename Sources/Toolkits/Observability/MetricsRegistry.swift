import Synchronization

/// All metrics of a process, and their Prometheus text.
///
/// Asking twice for one name and label set gives the same metric. Names follow Prometheus: `starling_` first, unit and
/// `_total` last. Label values are the program's own words, never a peer's: the number of series stays bounded.
public final class MetricsRegistry: Sendable {
    private enum Metric {
        case counter(Counter), gauge(Gauge), histogram(Histogram)

        var kind: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }
    private struct Family {
        var help: String
        var series: [(labels: String, metric: Metric)] = []
    }
    private let families = Mutex<[String: Family]>([:])

    public init() {}

    public func counter(_ name: String, _ labels: KeyValuePairs<String, String> = [:], help: String) -> Counter {
        let metric = find(name, labels, help) { .counter(Counter()) }
        if case .counter(let counter) = metric { return counter }
        return Counter()
    }

    public func gauge(_ name: String, _ labels: KeyValuePairs<String, String> = [:], help: String) -> Gauge {
        let metric = find(name, labels, help) { .gauge(Gauge()) }
        if case .gauge(let gauge) = metric { return gauge }
        return Gauge()
    }

    public func histogram(
        _ name: String, _ labels: KeyValuePairs<String, String> = [:], bounds: [Double] = Histogram.secondsBounds,
        help: String
    ) -> Histogram {
        let metric = find(name, labels, help) { .histogram(Histogram(bounds: bounds)) }
        if case .histogram(let histogram) = metric { return histogram }
        return Histogram(bounds: bounds)
    }

    private func find(
        _ name: String, _ labels: KeyValuePairs<String, String>, _ help: String, make: () -> Metric
    ) -> Metric {
        let text = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        return families.withLock { families in
            var family = families[name] ?? Family(help: help)
            if let found = family.series.first(where: { $0.labels == text }) { return found.metric }
            let metric = make()
            family.series.append((text, metric))
            families[name] = family
            return metric
        }
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
        return text
    }

    /// The text exposition format, version 0.0.4, families sorted by name.
    public func prometheusText() -> String {
        let snapshot = families.withLock { $0 }
        var text = ""
        for (name, family) in snapshot.sorted(by: { $0.key < $1.key }) {
            text += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.series.first?.metric.kind ?? "untyped")\n"
            for (labels, metric) in family.series {
                let braces = labels.isEmpty ? "" : "{\(labels)}"
                switch metric {
                case .counter(let counter): text += "\(name)\(braces) \(counter.current)\n"
                case .gauge(let gauge): text += "\(name)\(braces) \(gauge.current)\n"
                case .histogram(let histogram): text += Self.text(of: histogram, name, labels, braces)
                }
            }
        }
        return text
    }

    private static func text(of histogram: Histogram, _ name: String, _ labels: String, _ braces: String) -> String {
        let state = histogram.state.withLock { $0 }
        let prefix = labels.isEmpty ? "" : labels + ","
        var text = ""
        var cumulative: UInt64 = 0
        for (bound, count) in zip(histogram.bounds, state.counts) {
            cumulative += count
            text += "\(name)_bucket{\(prefix)le=\"\(bound)\"} \(cumulative)\n"
        }
        text += "\(name)_bucket{\(prefix)le=\"+Inf\"} \(state.count)\n"
        return text + "\(name)_sum\(braces) \(state.sum)\n\(name)_count\(braces) \(state.count)\n"
    }
}

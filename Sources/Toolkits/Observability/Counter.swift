import Synchronization

/// A value that only grows. Updates from any thread.
public final class Counter: Sendable {
    private let value = Atomic<UInt64>(0)
    init() {}
    public func increment(by amount: UInt64 = 1) { value.wrappingAdd(amount, ordering: .relaxed) }
    public var current: UInt64 { value.load(ordering: .relaxed) }
}

/// A value that goes up and down.
public final class Gauge: Sendable {
    private let value = Atomic<Int64>(0)
    init() {}
    public func set(_ newValue: some BinaryInteger) { value.store(Int64(clamping: newValue), ordering: .relaxed) }
    public func add(_ amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
    public var current: Int64 { value.load(ordering: .relaxed) }
}

/// A distribution over fixed buckets, for durations in seconds by default.
public final class Histogram: Sendable {
    /// Upper bounds that fit both a request and the proof of a block.
    public static let secondsBounds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
    ]

    struct State {
        var counts: [UInt64]
        var sum = 0.0
        var count: UInt64 = 0
    }
    let bounds: [Double]
    let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: [UInt64](repeating: 0, count: bounds.count)))
    }

    /// Adds one observation.
    public func observe(_ value: Double) {
        state.withLock { state in
            if let bucket = bounds.firstIndex(where: { value <= $0 }) { state.counts[bucket] += 1 }
            state.sum += value
            state.count += 1
        }
    }

    /// Adds a duration in seconds.
    public func observe(_ duration: Duration) {
        let parts = duration.components
        observe(Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
    }
}

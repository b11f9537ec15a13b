/// Tells loops to end, and wakes them from their waits.
public final class StopFlag: @unchecked Sendable {
    // Guards `value`.
    private let monitor = Monitor()
    private var value = false

    public init() {}

    public var isSet: Bool { monitor.withLock { value } }

    /// It stays set.
    public func set() {
        monitor.withLock {
            value = true
            monitor.broadcast()
        }
    }

    /// Waits so long, or until the flag is set; whether it is.
    @discardableResult public func wait(millis: Int) -> Bool {
        let (deadline, isEndless) = MonotonicClock.nowMillis.addingReportingOverflow(max(millis, 0))
        return monitor.withLock {
            while !value, monitor.wait(untilMillis: isEndless ? .max : deadline) {}
            return value
        }
    }
}

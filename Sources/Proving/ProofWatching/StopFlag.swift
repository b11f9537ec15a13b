import Foundation

/// Tells loops to end, and wakes them from their waits.
final class StopFlag: @unchecked Sendable {
    // The condition guards `value`.
    private let condition = NSCondition()
    private var value = false

    var isSet: Bool { condition.withLock { value } }

    func set() {
        condition.withLock {
            value = true
            condition.broadcast()
        }
    }

    /// Waits so long, or until the flag is set.
    func wait(seconds: Double) {
        let end = Date().addingTimeInterval(seconds)
        condition.withLock {
            while !value, condition.wait(until: end) {}
        }
    }
}

import Synchronization

/// Decides which log lines a trouble that lasts is worth: one when it begins or changes, one after 10 seconds, then after
/// intervals that double up to an hour, and one when it is over. Attempts that fail twice a second are not lines.
public final class LastingTrouble: Sendable {
    /// What to log.
    public enum Line: Equatable, Sendable {
        /// The trouble began, or became another one.
        case began(String)
        /// It lasts: since how many seconds, and how often it was met since it began.
        case lasts(String, seconds: Double, count: Int)
        /// It is over, after so many seconds.
        case ended(seconds: Double, count: Int)
    }

    private struct State {
        var text: String
        var since: Double
        var count = 1
        var interval = LastingTrouble.firstSeconds
        var next: Double
    }

    static let firstSeconds = 10.0
    static let intervalSecondsMax = 3_600.0
    private let state = Mutex<State?>(nil)

    /// No trouble yet.
    public init() {}

    /// Whether there is a trouble now.
    public var isPresent: Bool { state.withLock { $0 != nil } }

    /// Notes an attempt that failed with `text`; nil when nothing is to be logged. `now` is in seconds, of a clock that does
    /// not go back.
    public func met(_ text: String, now: Double) -> Line? {
        state.withLock { state in
            guard var known = state, known.text == text else {
                state = State(text: text, since: now, next: now + Self.firstSeconds)
                return .began(text)
            }
            known.count += 1
            defer { state = known }
            guard now >= known.next else { return nil }
            known.interval = min(known.interval * 2, Self.intervalSecondsMax)
            known.next = now + known.interval
            return .lasts(text, seconds: now - known.since, count: known.count)
        }
    }

    /// Notes an attempt that succeeded; nil when there was no trouble.
    public func passed(now: Double) -> Line? {
        state.withLock { state in
            defer { state = nil }
            return state.map { .ended(seconds: now - $0.since, count: $0.count) }
        }
    }
}

extension Logger {
    /// Writes the line of a trouble, if there is one: a warning while it lasts, information when it is over.
    public func trouble(_ message: String, _ line: LastingTrouble.Line?) {
        switch line {
        case nil: break
        case .began(let text): warning(message, ["error": .text(text)])
        case .lasts(let text, let seconds, let count):
            warning(message, ["error": .text(text), "seconds": LogValue(Int(seconds)), "attempts": LogValue(count)])
        case .ended(let seconds, let count):
            info("no longer: \(message)", ["seconds": LogValue(Int(seconds)), "attempts": LogValue(count)])
        }
    }
}

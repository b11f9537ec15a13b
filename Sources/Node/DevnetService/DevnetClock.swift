import Foundation
import Synchronization

/// The time of a development network: the system's, moved or standing still. Thread safe.
final class DevnetClock: Sendable {
    private struct State {
        /// Added to the system's time; the time itself while it stands still.
        var offset: Int64
        var isFrozen: Bool
    }

    private let state: Mutex<State>
    private let system: @Sendable () -> Int64

    /// Begins at `start`, or at the system's time; seconds since 1970.
    init(
        start: UInt64?, isFrozen: Bool,
        system: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    ) {
        self.system = system
        let now = system()
        let begin = start.flatMap { Int64(exactly: $0) } ?? now
        state = Mutex(State(offset: isFrozen ? begin : begin - now, isFrozen: isFrozen))
    }

    var now: UInt64 {
        state.withLock { state in
            let time = state.isFrozen ? state.offset : system().addingReportingOverflow(state.offset).partialValue
            return UInt64(max(0, time))
        }
    }

    /// Makes it this time now.
    func set(_ time: UInt64) {
        let now = system()
        state.withLock { state in
            let wanted = Int64(clamping: time)
            state.offset = state.isFrozen ? wanted : wanted.subtractingReportingOverflow(now).partialValue
        }
    }

    /// Moves time ahead.
    func advance(by seconds: UInt64) {
        let now = now
        let (later, overflow) = now.addingReportingOverflow(seconds)
        set(overflow ? .max : later)
    }
}

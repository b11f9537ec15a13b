import Threading

/// When to give up a request: its time is used up, or nobody waits for the answer.
public struct RPCStop: Sendable {
    private let deadline: Int
    private let isCancelled: @Sendable () -> Bool

    /// `seconds` from now; `isCancelled` says that the client has left.
    init(seconds: Double, isCancelled: @escaping @Sendable () -> Bool) {
        deadline = MonotonicClock.nowMillis + Int(seconds * 1_000)
        self.isCancelled = isCancelled
    }

    /// The same with less time, if it has more.
    func atMost(seconds: Double) -> RPCStop {
        RPCStop(min(deadline, MonotonicClock.nowMillis + Int(seconds * 1_000)), isCancelled)
    }

    private init(_ deadline: Int, _ isCancelled: @escaping @Sendable () -> Bool) {
        self.deadline = deadline
        self.isCancelled = isCancelled
    }

    /// Whether to give up. Cheap enough to ask every millisecond.
    public var isDue: Bool { isCancelled() || MonotonicClock.nowMillis >= deadline }
}

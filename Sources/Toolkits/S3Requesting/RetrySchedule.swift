/// How often and after what time a request that may succeed later is sent again: the bound of the wait doubles, and each wait is
/// drawn evenly below it ("full jitter"), so that many clients of a busy server do not come back together.
public struct RetrySchedule: Sendable {
    /// Requests in all.
    public var attemptsMax = 6
    /// The bound of the first wait, milliseconds.
    public var firstMillis = 100
    /// The bound of every wait, milliseconds.
    public var longestMillis = 5_000

    public init() {}

    /// The bound of the wait after so many attempts, from 1, in milliseconds.
    package func boundMillis(after attempts: Int) -> Int {
        min(longestMillis, firstMillis << (min(max(attempts, 1), 17) - 1))
    }
}

import Glibc

/// The clock that deadlines are in: it never goes back, and no one sets it.
public enum MonotonicClock {
    private static var now: timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time
    }

    /// Milliseconds.
    public static var nowMillis: Int {
        let time = now
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }

    /// Seconds.
    public static var nowSeconds: Double {
        let time = now
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Holds the thread for so long. Who may be told to end meanwhile waits on a `StopFlag`.
    public static func sleep(seconds: Double) {
        let deadline = nowSeconds + min(max(seconds, 0), 1e6), whole = deadline.rounded(.down)
        var time = timespec(tv_sec: Int(whole), tv_nsec: Int((deadline - whole) * 1e9))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }
}

import Glibc

/// The clock that deadlines are in: it never goes back, and no one sets it.
public enum MonotonicClock {
    /// Milliseconds.
    public static var nowMillis: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }
}

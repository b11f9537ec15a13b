import Glibc

/// A lock whose holders can wait for what others change under it. Deadlines are of `MonotonicClock`.
///
///     func take() -> Job {
///         monitor.withLock {
///             while jobs.isEmpty { monitor.wait() }
///             return jobs.removeFirst()
///         }
///     }
///
/// A wait may end for no reason: what is waited for is asked again in a loop.
public final class Monitor: @unchecked Sendable {
    // Unchecked: both are made by `init`, and the C library guards them.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    public init() {
        mutex.initialize(to: pthread_mutex_t())
        changed.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Runs the body with the lock held.
    public func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        lock()
        defer { unlock() }
        return try body()
    }

    /// For what cannot be one closure; `withLock` elsewhere.
    public func lock() { pthread_mutex_lock(mutex) }
    public func unlock() { pthread_mutex_unlock(mutex) }
    /// Takes the lock if nobody has it.
    public func tryLock() -> Bool { pthread_mutex_trylock(mutex) == 0 }

    /// Lets go of the lock until another thread signals, and takes it again.
    public func wait() { pthread_cond_wait(changed, mutex) }

    /// The same, but not beyond a time of the clock; false when it has come.
    public func wait(untilMillis deadline: Int) -> Bool {
        var time = timespec(tv_sec: deadline / 1_000, tv_nsec: deadline % 1_000 * 1_000_000)
        return pthread_cond_timedwait(changed, mutex, &time) != ETIMEDOUT
    }

    /// Wakes one of the threads that wait.
    public func signal() { pthread_cond_signal(changed) }
    /// Wakes all of them.
    public func broadcast() { pthread_cond_broadcast(changed) }
}

import Glibc
import Threading

/// The threads of one network: any number of them, ended together.
final class PeerThreads: @unchecked Sendable {
    private final class Body {
        let threads: PeerThreads
        var run: (@Sendable () -> Void)?

        init(_ threads: PeerThreads, _ run: @escaping @Sendable () -> Void) {
            self.threads = threads
            self.run = run
        }
    }

    // Both are guarded by `mutex`.
    private var count = 0
    private var isEnding = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
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

    /// Starts a thread; false when it is too late for one, or the system has none.
    @discardableResult
    func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard !isEnding else { return false }
        let body = Unmanaged.passRetained(Body(self, run))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                body.run?()
                // What the body held is released before the thread counts as ended.
                body.run = nil
                body.threads.leave()
                return nil
            }, body.toOpaque())
        guard code == 0 else {
            body.release()
            return false
        }
        pthread_detach(thread)
        count += 1
        return true
    }

    private func leave() {
        pthread_mutex_lock(mutex)
        count -= 1
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }

    /// Waits for a time, or until `end`.
    func sleep(millis: Int) {
        let deadline = MonotonicClock.nowMillis + millis
        var time = timespec(tv_sec: deadline / 1_000, tv_nsec: deadline % 1_000 * 1_000_000)
        pthread_mutex_lock(mutex)
        while !isEnding, pthread_cond_timedwait(changed, mutex, &time) != ETIMEDOUT {}
        pthread_mutex_unlock(mutex)
    }

    /// No thread starts any more, and none sleeps.
    func end() {
        pthread_mutex_lock(mutex)
        isEnding = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }

    /// Waits until all threads have ended.
    func join() {
        pthread_mutex_lock(mutex)
        while count > 0 { pthread_cond_wait(changed, mutex) }
        pthread_mutex_unlock(mutex)
    }
}

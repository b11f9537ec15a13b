import Threading

/// The threads of one network: any number of them, ended together.
final class PeerThreads: @unchecked Sendable {
    private final class Work: @unchecked Sendable {
        // Touched by the thread that does it alone.
        var run: (@Sendable () -> Void)?

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    // Guards both.
    private let monitor = Monitor()
    private var count = 0
    private var isEnding = false

    /// Reading and writing a link takes little; a deep stack is for who executes.
    private static let stackByteCount = 8 << 20

    /// Starts a thread; false when it is too late for one, or the system has none.
    @discardableResult
    func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        monitor.withLock {
            guard !isEnding else { return false }
            let work = Work(run)
            let thread = JoinableThread.start(stackByteCount: Self.stackByteCount) { [self] in
                work.run?()
                // What the work held is released before the thread counts as ended.
                work.run = nil
                leave()
            }
            guard let thread else { return false }
            thread.detach()
            count += 1
            return true
        }
    }

    private func leave() {
        monitor.withLock {
            count -= 1
            monitor.broadcast()
        }
    }

    /// Waits for a time, or until `end`.
    func sleep(millis: Int) {
        let deadline = MonotonicClock.nowMillis + millis
        monitor.withLock {
            while !isEnding, monitor.wait(untilMillis: deadline) {}
        }
    }

    /// No thread starts any more, and none sleeps.
    func end() {
        monitor.withLock {
            isEnding = true
            monitor.broadcast()
        }
    }

    /// Waits until all threads have ended.
    func join() {
        monitor.withLock {
            while count > 0 { monitor.wait() }
        }
    }
}

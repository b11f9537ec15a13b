import Synchronization
import Threading

/// The threads of a pool and the loop they share. The threads hold the crew, not the pool: a pool that is let go
/// stops them.
final class Crew: @unchecked Sendable {
    private let lock = Monitor()
    private let submission = Monitor()
    // Guarded by `lock`.
    private var loop: RunningLoop?
    private var generation: UInt64 = 0
    private var busy = 0
    private var stopping = false
    private var threads: [JoinableThread] = []

    /// With fewer threads than asked for (the system refused some) loops still complete: the caller takes what is left.
    func start(threads count: Int, stackBytes: Int) {
        for _ in 0..<max(count, 0) {
            let started = JoinableThread.start(stackByteCount: max(stackBytes, 64 << 10)) { [self] in work() }
            if let started { threads.append(started) }
        }
    }

    func stop() {
        lock.lock()
        stopping = true
        let joined = threads
        threads = []
        lock.broadcast()
        lock.unlock()
        for thread in joined { thread.join() }
    }

    /// Whether the caller may run a loop; then it must `unclaim` after it.
    func claim() -> Bool { submission.tryLock() }
    func unclaim() { submission.unlock() }

    /// Shares the loop with the threads and returns when no thread touches it any more.
    func run(_ running: RunningLoop) {
        lock.lock()
        loop = running
        generation &+= 1
        lock.broadcast()
        lock.unlock()
        running.work()
        lock.lock()
        loop = nil
        while busy > 0 { lock.wait() }
        lock.unlock()
    }

    private func work() {
        var seen: UInt64 = 0
        lock.lock()
        while !stopping {
            guard let running = loop, generation != seen else {
                lock.wait()
                continue
            }
            seen = generation
            busy &+= 1
            lock.unlock()
            running.work()
            lock.lock()
            busy &-= 1
            if busy == 0 { lock.broadcast() }
        }
        lock.unlock()
    }
}

/// The loop in progress: indices are taken one by one from a shared counter.
final class RunningLoop: @unchecked Sendable {
    private let body: UnsafePointer<(Int) -> Void>
    private let count: Int
    private let next = Atomic<Int>(0)

    /// The body must outlive every call of `work`.
    init(body: UnsafePointer<(Int) -> Void>, count: Int) {
        self.body = body
        self.count = count
    }

    func work() {
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            body.pointee(index)
        }
    }
}

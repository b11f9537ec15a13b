import Threading

/// A fixed set of threads with a bounded queue. Threads of its own rather than the cooperative pool: handlers block.
final class WorkerThreads: @unchecked Sendable {
    private let queuedMax: Int
    // Guards the rest.
    private let monitor = Monitor()
    private var queue: [@Sendable () -> Void] = []
    private var head = 0
    private var isStopped = false

    init(count: Int, queuedMax: Int) {
        self.queuedMax = queuedMax
        for _ in 0..<count {
            // Contract execution recurses per call frame: as large as a main thread's stack.
            JoinableThread.start(stackByteCount: 16 << 20) { [self] in work() }?.detach()
        }
    }

    /// False when the queue is full.
    func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        if isStopped || queue.count - head >= queuedMax { return false }
        queue.append(job)
        monitor.signal()
        return true
    }

    func stop() {
        monitor.lock()
        isStopped = true
        monitor.broadcast()
        monitor.unlock()
    }

    private func work() {
        while true {
            monitor.lock()
            while head == queue.count && !isStopped { monitor.wait() }
            guard head < queue.count else {
                monitor.unlock()
                return
            }
            let job = queue[head]
            head += 1
            if head == queue.count {
                queue.removeAll(keepingCapacity: true)
                head = 0
            } else if head > 4_096 {
                queue.removeFirst(head)
                head = 0
            }
            monitor.unlock()
            job()
        }
    }
}

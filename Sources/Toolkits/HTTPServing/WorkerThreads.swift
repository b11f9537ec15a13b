internal import Foundation

/// A fixed set of threads with a bounded queue. Threads of its own rather than the cooperative pool: handlers block.
final class WorkerThreads: @unchecked Sendable {
    private let queuedMax: Int
    // Guarded by `condition`.
    private let condition = NSCondition()
    private var queue: [@Sendable () -> Void] = []
    private var head = 0
    private var isStopped = false

    init(count: Int, queuedMax: Int, name: String) {
        self.queuedMax = queuedMax
        for index in 0..<count {
            let thread = Thread { [self] in work() }
            thread.name = "\(name)-\(index)"
            // Contract execution recurses per call frame: as large as a main thread's stack.
            thread.stackSize = 16 << 20
            thread.start()
        }
    }

    /// False when the queue is full.
    func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        if isStopped || queue.count - head >= queuedMax { return false }
        queue.append(job)
        condition.signal()
        return true
    }

    func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }

    private func work() {
        while true {
            condition.lock()
            while head == queue.count && !isStopped { condition.wait() }
            guard head < queue.count else {
                condition.unlock()
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
            condition.unlock()
            job()
        }
    }
}

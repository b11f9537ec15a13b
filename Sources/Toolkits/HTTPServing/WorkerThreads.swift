import CLinux
import Foundation
import Threading

/// What a set of workers takes on.
struct WorkerLimits {
    var threads: Int
    /// Jobs that wait.
    var queuedMax: Int
    /// Bytes that waiting jobs hold.
    var queuedBytesMax: Int
    /// Jobs of one client, waiting or running.
    var perClientMax = Int.max
    /// How much processor time one client may use, and how fast that is forgiven.
    var clientSecondsMax = Double.infinity
    var clientRate = 1.0
    /// Gives way to the process's other threads.
    var isLowPriority = false
}

/// A fixed set of threads with a bounded queue in which clients take turns. Threads of its own rather than the
/// cooperative pool: handlers block.
final class WorkerThreads: @unchecked Sendable {
    enum Admission { case accepted, full, clientFull, clientSpent }

    private struct Job {
        let byteCount: Int
        let run: @Sendable () -> Void
    }

    private let limits: WorkerLimits
    // Guards the rest.
    private let monitor = Monitor()
    private var queue = ClientQueues<Job>()
    private var queuedBytes = 0
    private var running: [UInt32: Int] = [:]
    private var meter: ClientMeter
    private var isStopped = false
    private var threads: [JoinableThread] = []

    init(_ limits: WorkerLimits) {
        self.limits = limits
        meter = ClientMeter(secondsMax: limits.clientSecondsMax, rate: limits.clientRate)
        // Contract execution recurses per call frame: as large as a main thread's stack.
        threads = (0..<limits.threads).compactMap { _ in
            JoinableThread.start(stackByteCount: 16 << 20) { [self] in work() }
        }
    }

    /// Queues a job of a client that holds so many bytes, or says why not.
    func submit(client: UInt32, byteCount: Int, _ job: @escaping @Sendable () -> Void) -> Admission {
        monitor.lock()
        defer { monitor.unlock() }
        if isStopped || queue.count >= limits.queuedMax || queuedBytes + byteCount > limits.queuedBytesMax {
            return .full
        }
        if queue.count(of: client) + running[client, default: 0] >= limits.perClientMax { return .clientFull }
        guard meter.mayBegin(client, now: MonotonicClock.nowSeconds) else { return .clientSpent }
        queue.add(Job(byteCount: byteCount, run: job), of: client)
        queuedBytes += byteCount
        monitor.signal()
        return .accepted
    }

    /// Jobs that wait are dropped; returns when those that run have ended. Once, by none of the workers.
    func stop() {
        monitor.withLock {
            isStopped = true
            queue = ClientQueues()
            queuedBytes = 0
            monitor.broadcast()
        }
        for thread in threads { thread.join() }
    }

    private func work() {
        // Linux takes 0 for the calling thread alone.
        if limits.isLowPriority { _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10) }
        while let (job, client) = next() {
            let start = Processors.threadSeconds
            job.run()
            end(client, seconds: Processors.threadSeconds - start)
        }
    }

    /// Waits for a job; nil when the workers were stopped.
    private func next() -> (Job, UInt32)? {
        monitor.lock()
        defer { monitor.unlock() }
        while queue.count == 0 && !isStopped { monitor.wait() }
        guard let (job, client) = queue.next() else { return nil }
        queuedBytes -= job.byteCount
        running[client, default: 0] += 1
        return (job, client)
    }

    private func end(_ client: UInt32, seconds: Double) {
        monitor.lock()
        defer { monitor.unlock() }
        let left = running[client, default: 1] - 1
        running[client] = left > 0 ? left : nil
        if limits.clientSecondsMax < .infinity {
            meter.add(seconds, to: client, now: MonotonicClock.nowSeconds)
        }
    }
}

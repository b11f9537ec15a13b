import BlockProduction
import Observability
import StarknetModel
import Threading
import TransactionPool

/// Transactions that other validators passed on, checked on a thread of their own and put into the pool, in the time that
/// consensus leaves for it. When more come than can be checked, the newest are dropped: they are in the pool of the node that
/// sent them, which passes them on again.
final class GossipIntake: @unchecked Sendable {
    static let queuedMax = 5_000
    static let queuedBytesMax = 8 << 20

    private let producer: BlockProducer
    private let log: Logger
    private let trouble = LastingTrouble()
    // Guards the rest.
    private let monitor = Monitor()
    private var queue: [[UInt8]] = []
    private var head = 0
    private var byteCount = 0
    private var thread: JoinableThread?
    private var isStopped = false

    init(_ producer: BlockProducer, _ log: Logger) {
        self.producer = producer
        self.log = log
    }

    func add(_ bytes: [UInt8]) {
        monitor.withLock {
            guard !isStopped, queue.count - head < Self.queuedMax, byteCount + bytes.count <= Self.queuedBytesMax
            else { return }
            queue.append(bytes)
            byteCount += bytes.count
            if thread == nil { thread = JoinableThread.start { [self] in work() } }
            monitor.signal()
        }
    }

    /// What waits now.
    var waiting: (count: Int, bytes: Int) { monitor.withLock { (queue.count - head, byteCount) } }

    /// Drops what is waiting, and returns when the pool gets no more from here.
    func stop() {
        let thread = monitor.withLock {
            isStopped = true
            monitor.signal()
            return self.thread.take()
        }
        thread?.join()
    }

    private func work() {
        while let bytes = next() {
            // What is malformed or refused here is the sender's mistake: nothing follows from it.
            guard let transaction = try? SubmittedTransaction(decoding: bytes) else { continue }
            var line: LastingTrouble.Line?
            do {
                _ = try producer.submit(transaction, from: .peer)
                line = trouble.passed(now: MonotonicClock.nowSeconds)
            } catch {
                // But not that this node could not find out.
                if case .producer(let error) = error {
                    line = trouble.met("\(error)", now: MonotonicClock.nowSeconds)
                }
            }
            log.trouble("transactions of other nodes cannot be checked", line)
        }
    }

    /// The transaction that waits longest, when there is time to check it; nil when the intake was stopped.
    private func next() -> [UInt8]? {
        monitor.withLock {
            while !isStopped {
                let seconds = producer.admission.wait(for: .peer)
                if head < queue.count, seconds == 0 { break }
                if head == queue.count {
                    monitor.wait()
                } else {
                    _ = monitor.wait(untilMillis: MonotonicClock.nowMillis + Int(seconds * 1_000) + 1)
                }
            }
            if isStopped { return nil }
            let bytes = queue[head]
            queue[head] = []
            head += 1
            byteCount -= bytes.count
            if head == queue.count || head > 1_024 {
                queue.removeFirst(head)
                head = 0
            }
            return bytes
        }
    }
}

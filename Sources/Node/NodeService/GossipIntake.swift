internal import BlockProduction
internal import Foundation
internal import StarknetModel

/// Transactions that other validators passed on, checked on a thread of their own and put into the pool. When more
/// come than can be checked, the newest are dropped: they are in the pool of the node that sent them.
final class GossipIntake: @unchecked Sendable {
    private static let queuedMax = 5_000

    private let producer: BlockProducer
    // Guarded by `condition`.
    private let condition = NSCondition()
    private var queue: [[UInt8]] = []

    init(_ producer: BlockProducer) {
        self.producer = producer
        let thread = Thread { [self] in work() }
        thread.name = "gossip"
        // Nested contract calls recurse.
        thread.stackSize = 64 << 20
        thread.start()
    }

    func add(_ bytes: [UInt8]) {
        condition.lock()
        if queue.count < Self.queuedMax { queue.append(bytes) }
        condition.signal()
        condition.unlock()
    }

    private func work() {
        while true {
            condition.lock()
            while queue.isEmpty { condition.wait() }
            let batch = queue
            queue = []
            condition.unlock()
            for bytes in batch {
                // What is malformed or refused here is the sender's mistake: nothing follows from it.
                guard let transaction = try? Transaction(decoding: bytes) else { continue }
                _ = try? producer.submit(transaction, isGossiped: true)
            }
        }
    }
}

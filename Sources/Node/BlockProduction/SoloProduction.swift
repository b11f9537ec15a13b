import ChainStorage
import Foundation
import Synchronization
import Threading
public import TransactionExecution

/// Times of block production. A chain of several validators gives the same to its consensus.
public struct BlockTimes: Sendable {
    /// Between blocks while there are transactions, seconds.
    public var blockSeconds = 2.0
    /// Between empty blocks, seconds.
    public var emptyBlockSeconds = 30.0
    /// How long a round of consensus waits for its proposal, seconds.
    public var proposalSeconds = 3.0

    public init() {}
}

/// Production of a node that runs alone: it decides its own blocks, without certificates.
public final class SoloProduction: Sendable {
    private let producer: BlockProducer
    private let times: BlockTimes
    private let isStopped = Mutex(false)
    private let thread = Mutex<JoinableThread?>(nil)
    private let onBlock: @Sendable (Result<ExecutedBlock, ProducerError>) -> Void

    /// `onBlock` sees every block, and every failure, which is retried.
    public init(
        _ producer: BlockProducer, times: BlockTimes,
        onBlock: @escaping @Sendable (Result<ExecutedBlock, ProducerError>) -> Void
    ) {
        self.producer = producer
        self.times = times
        self.onBlock = onBlock
        guard let started = JoinableThread.start({ [self] in run() }) else {
            preconditionFailure("the system has no thread for block production")
        }
        thread.withLock { $0 = started }
    }

    /// Ends after the block that is being made. Blocks until then.
    public func stop() {
        isStopped.withLock { $0 = true }
        let ending = thread.withLock { $0.take() }
        ending?.join()
    }

    private func run() {
        var last = ContinuousClock.now
        while !isStopped.withLock({ $0 }) {
            let passed = ContinuousClock.now - last
            let isDue =
                passed >= .seconds(times.emptyBlockSeconds)
                || passed >= .seconds(times.blockSeconds) && producer.hasPendingTransactions
            guard isDue else {
                MonotonicClock.sleep(seconds: 0.05)
                continue
            }
            last = ContinuousClock.now
            do {
                let proposed = try producer.build()
                onBlock(.success(try producer.commit(content: proposed.content, certificate: nil)))
            } catch {
                onBlock(.failure(error))
            }
        }
    }
}

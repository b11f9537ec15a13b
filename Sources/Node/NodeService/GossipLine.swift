import BlockProduction
import ConsensusAlgorithms
import ConsensusEngine
import StarknetModel
import Synchronization

/// The way from the pool to the other validators. Made before the engine, opened when the engine is there.
final class GossipLine: Sendable {
    private let engine = Mutex<(any RunningEngine)?>(nil)

    func open(_ engine: any RunningEngine) { self.engine.withLock { $0 = engine } }

    /// Lets go of the engine, which holds the pool that holds this.
    func close() { engine.withLock { $0 = nil } }

    /// Passes a transaction of a client on, and lets the engine know that there is something to include.
    func pass(_ transaction: Transaction) {
        guard let engine = engine.withLock({ $0 }) else { return }
        engine.gossipTransaction(transaction.encoded)
        engine.transactionsArrived()
    }
}

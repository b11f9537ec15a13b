import BlockProduction
import ConsensusAlgorithms
import ConsensusEngine
import QuorumCertificates
import StarknetModel
import Synchronization
import TransactionPool

/// The way from the pool to the other validators. Made before the engine, opened when the engine is there.
final class GossipLine: Sendable {
    private let engine = Mutex<(any RunningEngine)?>(nil)

    func open(_ engine: any RunningEngine) { self.engine.withLock { $0 = engine } }

    /// Lets go of the engine, which holds the pool that holds this.
    func close() { engine.withLock { $0 = nil } }

    /// Gives a peer that was away what waits here: it may have lost its pool, or never have heard of it.
    func exchange(_ pool: TransactionPool, with peer: Int) {
        guard let engine = engine.withLock({ $0 }) else { return }
        engine.passTransactions(
            pool.waiting(bytesMax: GossipIntake.queuedBytesMax / 2).map(\.encoded), to: ValidatorIndex(peer))
    }

    /// Passes a transaction of a client on, and lets the engine know that there is something to include.
    func pass(_ transaction: SubmittedTransaction) {
        guard let engine = engine.withLock({ $0 }) else { return }
        engine.gossipTransaction(transaction.encoded)
        engine.transactionsArrived()
    }
}

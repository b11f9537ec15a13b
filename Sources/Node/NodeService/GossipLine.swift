import BlockProduction
import ConsensusAlgorithms
import ConsensusEngine
import ConsensusWire
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

    /// Tells everyone what a validator signed that it must not.
    func pass(_ evidence: EquivocationEvidence) { engine.withLock { $0 }?.passEvidence(evidence, to: nil) }

    /// Gives a peer that was away what waits here and what is known against validators: it may have lost it, or never have heard
    /// of it.
    func exchange(_ pool: TransactionPool, _ box: EvidenceBox, with peer: Int) {
        guard let engine = engine.withLock({ $0 }) else { return }
        for evidence in box.all { engine.passEvidence(evidence, to: ValidatorIndex(peer)) }
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

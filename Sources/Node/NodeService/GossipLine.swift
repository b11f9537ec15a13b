internal import BlockProduction
internal import ConsensusEngine
internal import StarknetModel
internal import Synchronization

/// The way from the pool to the other validators. Made before the engine, opened when the engine is there.
final class GossipLine: Sendable {
    private let engine = Mutex<ValidatorEngine?>(nil)

    func open(_ engine: ValidatorEngine) { self.engine.withLock { $0 = engine } }

    /// Passes a transaction of a client on, and lets the engine know that there is something to include.
    func pass(_ transaction: Transaction) {
        guard let engine = engine.withLock({ $0 }) else { return }
        engine.gossipTransaction(transaction.encoded)
        engine.transactionsArrived()
    }
}

extension BlockTimes {
    /// The same times for consensus.
    var engineSettings: EngineSettings {
        var settings = EngineSettings()
        settings.blockMillis = Int(blockSeconds * 1_000)
        settings.emptyBlockMillis = Int(emptyBlockSeconds * 1_000)
        let proposal = Int(proposalSeconds * 1_000)
        settings.propose = EngineSettings.Timer(base: proposal, delta: proposal / 3, max: proposal * 5)
        return settings
    }
}

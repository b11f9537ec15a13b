public import BlockVerifying
import Synchronization

/// Which chain a development network serves.
public struct DevnetIdentity: Sendable, Equatable {
    /// What verifiers pin of it.
    public var configuration: VerifierConfiguration
    /// Grows whenever blocks that were there are not any more: another chain is served, or blocks were taken back.
    public var generation: UInt64
}

extension Devnet {
    /// The chain that is served now; nil once the network was stopped.
    public var identity: DevnetIdentity? {
        current.withLock { current in
            current.map {
                DevnetIdentity(configuration: $0.chain.validator.configuration, generation: $0.generation)
            }
        }
    }

    /// Tells who follows the chain that blocks were taken back.
    func blocksWereTakenBack() { current.withLock { $0?.generation += 1 } }
}

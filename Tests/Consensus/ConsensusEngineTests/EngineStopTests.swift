import ConsensusEngine
import QuorumCertificates
import Synchronization
import Tendermint
import Testing
import ValidatorSigning
import WriteAheadLog

@Suite struct `Stopping an engine` {
    /// Without waiting for itself: a notice may lead to the end of the node.
    @Test func `from one of its own notices returns, and from outside waits for the end`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        let engine = ValidatorEngine<TendermintMachine>(
            committee: cluster.committee, application: cluster.chains[0], links: cluster.network.links(of: 0, count: 4))
        let signer: ValidatorSigner<MemoryMedium>? = nil
        let box = Box()
        try engine.start(
            signer: signer, log: try RecordLog(MemoryMedium(), recordBytesMax: 4 << 20), settings: cluster.settings
        ) { [weak engine] notice in
            guard case .started = notice else { return }
            engine?.stop()
            box.hasReturned.withLock { $0 = true }
        }
        #expect(cluster.wait { box.hasReturned.withLock { $0 } })
        engine.stop()
        #expect(engine.status.hasStopped)
    }

    private final class Box: Sendable { let hasReturned = Mutex(false) }
}

import ConsensusEngine
import QuorumCertificates
import Synchronization
import Tendermint
import Testing

/// Validators whose clocks are wrong.
@Suite(.serialized) struct ClockTests {
    @Test func `a validator whose clock is behind follows the others block by block`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        cluster.chains[3].isBehind.withLock { $0 = true }
        for node in 0..<4 { try cluster.start(node) }
        #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= 12 } })
        cluster.stopAll()
        try cluster.check()
    }

    @Test func `it catches up from peers, too`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        cluster.chains[3].isBehind.withLock { $0 = true }
        for node in 0..<3 { try cluster.start(node) }
        #expect(cluster.wait { (0..<3).allSatisfy { cluster.height($0) >= 6 } })
        try cluster.start(3)
        let reached = cluster.height(0)
        #expect(cluster.wait { cluster.height(3) > reached })
        cluster.stopAll()
        try cluster.check()
    }

    @Test func `a block that two of four find ahead of their clocks is not decided`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        for node in 2..<4 { cluster.chains[node].isBehind.withLock { $0 = true } }
        for node in 0..<2 { try cluster.start(node) }
        for node in 2..<4 { try cluster.start(node) }
        // Blocks that the two themselves propose are in time for the others; those of the others are not.
        #expect(cluster.wait { cluster.height(0) >= 4 })
        cluster.stopAll()
        for block in cluster.chains[0].blocks { #expect([2, 3].contains(block.content[1])) }
        try cluster.check()
    }
}

import ConsensusAlgorithms
import ConsensusEngine
import Determinism
import Foundation
import QuorumCertificates
import Synchronization
import Tendermint
import Testing
import ValidatorSigning
import WriteAheadLog

/// The keys of the validators in tests.
enum MemoryKeys {
    static func key(_ index: Int) throws -> SecretKey {
        try SecretKey(seed: [UInt8](repeating: UInt8(index + 1), count: 32))
    }
}

/// Four validators in one process, with real signatures and messages, and memory for network, disk and chain.
final class MemoryCluster<Algorithm: ConsensusAlgorithm>: Sendable {
    let committee: Committee
    let chains: [MemoryChain]
    let identify: @Sendable (Height, [UInt8]) throws -> BlockID
    let logs = (0..<4).map { _ in MemoryMedium() }
    let journals = (0..<4).map { _ in MemoryMedium() }
    let network = MemoryNetwork()
    let settings: EngineSettings
    let engines = Mutex<[Int: ValidatorEngine<Algorithm>]>([:])
    let notices = Mutex<[String]>([])

    init(
        blockMillis: Int = 20, emptyBlockMillis: Int = 40,
        identify: @escaping @Sendable (Height, [UInt8]) throws -> BlockID = MemoryChain.id
    ) throws {
        self.identify = identify
        chains = (0..<4).map { MemoryChain(name: UInt8($0), identify: identify) }
        let members = try (0..<4).map { index in
            Committee.Member(
                name: "v\(index)", weight: 1, votingKey: try MemoryKeys.key(index).publicBytes,
                linkPin: [UInt8](repeating: UInt8(index), count: 32), host: "127.0.0.1", port: 1)
        }
        committee = try #require(Committee(chain: "TEST", members: members))
        var settings = EngineSettings()
        settings.blockMillis = blockMillis
        settings.emptyBlockMillis = emptyBlockMillis
        settings.gossipMillis = 50
        settings.syncMillis = 200
        settings.rounds = RoundTimes(
            proposal: RisingTime(base: 300, delta: 100, max: 2_000),
            votes: RisingTime(base: 60, delta: 50, max: 1_000))
        self.settings = settings
    }

    func start(_ node: Int) throws {
        let engine = ValidatorEngine<Algorithm>(
            committee: committee, application: chains[node], links: network.links(of: node, count: 4))
        network.connect(node, engine)
        let signer = ValidatorSigner(
            key: try MemoryKeys.key(node), journal: try journals[node].journal(), domain: committee.signingDomain)
        let log = try RecordLog(logs[node], recordBytesMax: 4 << 20)
        try engine.start(signer: signer, log: log, settings: settings) { [self] notice in
            switch notice {
            case .fatal, .evidence, .signatureRefused, .abstaining:
                notices.withLock { $0.append("node \(node): \(notice)") }
            default: break
            }
        }
        engines.withLock { $0[node] = engine }
    }

    /// Cuts a node off and stops it, as a crash would: what it did not write is lost.
    func kill(_ node: Int) {
        network.disconnect(node)
        guard let engine = engines.withLock({ $0.removeValue(forKey: node) }) else { return }
        engine.stop()
        #expect(engine.status.hasStopped)
    }

    func height(_ node: Int) -> Int { chains[node].blocks.count }

    /// Long waits, for machines that do other things too; none is used up when all is well.
    func wait(seconds: Double = 60, until condition: () -> Bool) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if condition() { return true }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return condition()
    }

    /// Compares all chains block by block, and checks every certificate.
    func check() throws {
        let longest = chains.map(\.blocks).max { $0.count < $1.count } ?? []
        for chain in chains {
            for (index, block) in chain.blocks.enumerated() {
                #expect(block.content == longest[index].content, "height \(index + 1) differs")
                let certificate = try Algorithm.Certificate(wireBytes: block.certificate)
                #expect(certificate.height.value == UInt64(index + 1))
                try committee.check(certificate)
                #expect(try identify(certificate.height, block.content) == certificate.block)
            }
        }
        #expect(notices.withLock { $0 } == [])
        #expect(network.refusals.withLock { $0 } == [])
    }

    func stopAll() { for node in 0..<4 { kill(node) } }
}

@Suite(.serialized) struct `Four engines in one process` {
    @Test func `decide the same blocks with certificates that hold`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        for node in 0..<4 { try cluster.start(node) }
        #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= 20 } })
        cluster.stopAll()
        try cluster.check()
    }

    @Test func `go on with three, stop with two, go on when one returns, and catch up`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        for node in 0..<4 { try cluster.start(node) }
        #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= 3 } })
        cluster.kill(3)
        let before = cluster.height(0)
        #expect(cluster.wait { cluster.height(0) >= before + 5 })
        cluster.kill(2)
        Thread.sleep(forTimeInterval: 1)
        let stopped = max(cluster.height(0), cluster.height(1))
        Thread.sleep(forTimeInterval: 1.5)
        #expect(max(cluster.height(0), cluster.height(1)) <= stopped)
        try cluster.start(2)
        #expect(cluster.wait { cluster.height(2) >= stopped + 3 })
        try cluster.start(3)
        #expect(cluster.wait { cluster.height(3) >= stopped + 5 })
        cluster.stopAll()
        try cluster.check()
    }

    @Test func `survive random kills and restarts without a fork or a contradiction`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        for node in 0..<4 { try cluster.start(node) }
        var random = SplitMix64(seed: 1)
        let rounds = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 15 : 200
        for _ in 0..<rounds {
            let victim = Int.random(in: 0..<4, using: &random)
            cluster.kill(victim)
            Thread.sleep(forTimeInterval: Double.random(in: 0...0.15))
            try cluster.start(victim)
            Thread.sleep(forTimeInterval: Double.random(in: 0...0.1))
        }
        let reached = (0..<4).map(cluster.height).max() ?? 0
        #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= reached + 3 } })
        cluster.stopAll()
        try cluster.check()
    }

    @Test func `make blocks quickly with transactions and slowly without`() throws {
        let cluster = try MemoryCluster<TendermintMachine>(blockMillis: 30, emptyBlockMillis: 3_600_000)
        for node in 0..<4 { try cluster.start(node) }
        // A block was due, and asked about, ten times.
        #expect(cluster.wait { cluster.chains.allSatisfy { $0.questions >= 10 } })
        #expect(cluster.height(0) == 0)
        for height in 1...5 {
            for chain in cluster.chains { chain.add([UInt8(height)]) }
            cluster.engines.withLock { for engine in $0.values { engine.transactionsArrived() } }
            // A node that stores the block later would empty its pool of the next transaction too.
            #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= height } })
        }
        cluster.stopAll()
        try cluster.check()
    }
}

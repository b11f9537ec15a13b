import ConsensusAlgorithms
import ConsensusEngine
import Foundation
import QuorumCertificates
import Synchronization
import Tendermint
import Testing
import ValidatorHosting
import ValidatorSigning

/// Four hosts in one process: real keys, TLS links, logs and journals on disk.
final class HostCluster {
    let folder = NSTemporaryDirectory() + "starling-hosts-\(UInt64.random(in: 0 ... .max))"
    let committee: Committee
    let chains = (0..<4).map { MemoryChain(name: UInt8($0)) }
    var hosts: [Int: ValidatorHost] = [:]
    let notices = Notices()

    final class Notices: Sendable { let list = Mutex<[String]>([]) }

    init() throws {
        let port = UInt16.random(in: 31_000...60_000)
        committee = try CommitteeMaker(chain: "TEST", count: 4, host: "127.0.0.1", firstPort: port).make(in: folder)
    }

    deinit {
        for host in hosts.values { host.stop() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    func start(_ node: Int) throws {
        var settings = EngineSettings()
        settings.blockMillis = 50
        settings.emptyBlockMillis = 100
        settings.gossipMillis = 100
        settings.rounds = RoundTimes(
            proposal: RisingTime(base: 500, delta: 200, max: 2_000),
            votes: RisingTime(base: 100, delta: 100, max: 1_000))
        let host = try ValidatorHost(
            home: CommitteeMaker.home(node, in: folder), application: chains[node], settings: settings
        ) { [notices] notice in
            switch notice {
            case .engine(.fatal(let reason)): notices.list.withLock { $0.append("node \(node): \(reason)") }
            case .engine(.signatureRefused(let reason)): notices.list.withLock { $0.append("node \(node): \(reason)") }
            default: break
            }
        }
        try host.start()
        hosts[node] = host
    }

    func stop(_ node: Int) {
        guard let host = hosts.removeValue(forKey: node) else { return }
        host.stop()
        #expect(host.engine.status.hasStopped)
    }

    func wait(seconds: Double = 60, until condition: () -> Bool) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if condition() { return true }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return false
    }
}

@Suite(.serialized) struct `Validators with keys, links and logs on disk` {
    @Test func `decide together, and a restarted one catches up`() throws {
        let cluster = try HostCluster()
        for node in 0..<4 { try cluster.start(node) }
        #expect(cluster.wait { cluster.chains.allSatisfy { $0.blocks.count >= 5 } })
        cluster.stop(1)
        let before = cluster.chains[0].blocks.count
        #expect(cluster.wait { cluster.chains[0].blocks.count >= before + 5 })
        try cluster.start(1)
        #expect(cluster.wait { cluster.chains[1].blocks.count >= before + 8 })
        for node in 0..<4 { cluster.stop(node) }
        let longest = cluster.chains.map(\.blocks).max { $0.count < $1.count } ?? []
        for chain in cluster.chains {
            let blocks = chain.blocks
            #expect(blocks.map(\.content) == longest.prefix(blocks.count).map(\.content))
            for block in blocks {
                try cluster.committee.check(try QuorumCertificate(wireBytes: block.certificate))
            }
        }
        #expect(cluster.notices.list.withLock { $0 } == [])
    }

    @Test func `keys are made once, for their owner's eyes, and belong together`() throws {
        let cluster = try HostCluster()
        let home = CommitteeMaker.home(2, in: cluster.folder)
        for path in [home.votingKeyPath, home.linkKeyPath, home.journalPath] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(path)")
        }
        #expect(throws: HostError.exists(CommitteeMaker.home(0, in: cluster.folder).votingKeyPath)) {
            try CommitteeMaker(chain: "TEST", count: 4, host: "127.0.0.1", firstPort: 6_050).make(in: cluster.folder)
        }
        #expect(try home.committee() == cluster.committee)
        // A second process with the same home is kept from signing, and keys of another committee from starting.
        try cluster.start(2)
        #expect(throws: HostError.self) { try cluster.start(2) }
        let other = try HostCluster()
        try FileManager.default.removeItem(atPath: home.committeePath)
        try FileManager.default.copyItem(
            atPath: CommitteeMaker.home(2, in: other.folder).committeePath, toPath: home.committeePath)
        #expect(throws: HostError.notInCommittee(home.path)) {
            try ValidatorHost(home: home, application: MemoryChain(name: 9))
        }
    }

    @Test func `the committee file names the algorithm, which the program must know`() throws {
        let cluster = try HostCluster()
        let home = CommitteeMaker.home(0, in: cluster.folder)
        let text = try String(contentsOfFile: home.committeePath, encoding: .utf8)
        let name = { (name: String) in
            try text.replacing("chain TEST\n", with: "chain TEST\nconsensus \(name)\n")
                .write(toFile: home.committeePath, atomically: true, encoding: .utf8)
        }
        try name("tendermint")
        try cluster.start(0)
        cluster.stop(0)
        try name("rumour")
        #expect(throws: HostError.badCommittee("this program knows no consensus algorithm 'rumour'")) {
            try ValidatorHost(home: home, application: MemoryChain(name: 0))
        }
    }
}

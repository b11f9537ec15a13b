public import BlockProduction
import ChainStorage
import FiniteFields
import HTTPServing
public import Observability
import PeerNetworking
import QuorumCertificates
import StarknetModel
public import StarknetRPC
import Synchronization
import TransactionExecution
import TransactionPool
import ValidatorHosting
import ValidatorSigning
import WriteAheadLog

/// A node: store, pool, block production or consensus, and RPC, put together.
public final class Node: Sendable {
    /// Who decides the node's blocks.
    enum Decider {
        case solo(SoloProduction)
        case committee(ValidatorHost, ValidatorApplication, GossipLine)
    }

    let log: Logger
    let metrics: NodeMetrics
    public let producer: BlockProducer
    private let server: HTTPServer
    /// What the RPC answers with.
    public let rpcService: RPCService
    private let decider: Decider
    private let journal: PoolJournal<LogFile>

    /// The port the RPC listens on.
    public var rpcPort: UInt16 { server.port }

    /// Opens the store, writes genesis into an empty one, and starts a chain of this one node.
    public init(solo settings: NodeSettings, log: Logger) throws {
        self.log = log
        let metrics = NodeMetrics()
        self.metrics = metrics
        let journal = Self.openJournal(settings, log)
        self.journal = journal
        let pool = TransactionPool(gossip: { entry in journal.add(entry.submitted) })
        let producer = try Self.openProducer(settings, pool: pool, log: log)
        self.producer = producer
        Self.fill(producer, from: journal, log)
        rpcService = Self.service(producer, NodeView())
        server = try Self.serve(rpcService, settings, metrics, NodeView())
        decider = .solo(
            SoloProduction(producer, times: settings.times) { result in
                switch result {
                case .success(let block):
                    Self.observe(block, metrics, producer, log)
                    journal.compact(producer.pool)
                case .failure(let error):
                    metrics.failures.increment()
                    log.error("block failed", ["error": .text(ErrorSentence.text(of: error))])
                }
            })
        announce()
    }

    /// Opens the store and joins the committee of a validator's home folder. `onFatal` is called when consensus
    /// cannot go on: the process should end then.
    public init(
        validator home: String, _ settings: NodeSettings, log: Logger, onFatal: @escaping @Sendable (String) -> Void
    ) throws {
        self.log = log
        let metrics = NodeMetrics()
        self.metrics = metrics
        let line = GossipLine()
        let journal = Self.openJournal(settings, log)
        self.journal = journal
        let pool = TransactionPool(gossip: { entry in
            journal.add(entry.submitted)
            line.pass(entry.submitted)
        })
        let producer = try Self.openProducer(settings, pool: pool, log: log)
        self.producer = producer
        Self.fill(producer, from: journal, log)
        metrics.height.set(producer.store.head?.number ?? 0)
        let application = ValidatorApplication(producer, log) { block in
            Self.observe(block, metrics, producer, log)
            for transaction in pool.takeRepeats() { line.pass(transaction) }
            journal.compact(pool)
        }
        let box = EvidenceBox(path: settings.dataFolder + "/evidence.log")
        if !box.isKept { log.warning("evidence is not kept over a restart: evidence.log cannot be used") }
        let watch = ConsensusWatch(
            metrics, log.forPart("consensus"), box, onEvidence: { line.pass($0) }, onFatal: onFatal)
        let host = try ValidatorHost(
            home: ValidatorHome(path: home), application: application, settings: settings.times.engineSettings,
            listenHost: settings.listenHost, floor: settings.signingFloor.map(Height.init),
            notify: { notice in
                watch.note(notice)
                if case .network(.connected(let peer)) = notice { line.exchange(pool, box, with: peer) }
            })
        // Block 0 was committed when the store was opened.
        guard let first = try producer.store.header(0)?.hash else { throw StoreError.damaged("header of block 0") }
        try host.committee.check(
            chainID: settings.genesis.chain.chainID.bigEndianBytes, genesisHash: first.bigEndianBytes)
        let view = NodeView(host, watch.evidence)
        rpcService = Self.service(producer, view)
        server = try Self.serve(rpcService, settings, metrics, view)
        watch.links.join(host.committee.validators, as: host.me)
        line.open(host.engine)
        try host.start()
        decider = .committee(host, application, line)
        announce()
    }

    private func announce() {
        metrics.height.set(producer.store.head?.number ?? 0)
        log.info(
            "node started",
            ["rpc_port": LogValue(Int(server.port)), "height": LogValue(producer.store.head?.number ?? 0)])
    }

    /// Finishes the answers under way and stops deciding blocks. Nothing of the node writes to its store afterwards.
    public func stop() {
        server.stop()
        rpcService.stop()
        switch decider {
        case .solo(let production): production.stop()
        case .committee(let host, let application, let line):
            host.stop()
            application.stop()
            line.close()
        }
        journal.compact(producer.pool, atLeast: 0)
        log.info("node stopped", ["height": LogValue(producer.store.head?.number ?? 0)])
        log.flush()
    }

    static func observe(
        _ made: ExecutedBlock, _ metrics: NodeMetrics, _ producer: BlockProducer, _ log: Logger
    ) {
        let block = made.block
        let count = block.transactions.count
        metrics.height.set(block.header.context.number)
        metrics.blocks.increment()
        metrics.transactions.increment(by: UInt64(count))
        metrics.reverted.increment(by: UInt64(block.receipts.count { $0.status.isReverted }))
        metrics.blockTransactions.observe(Double(count))
        log.info(
            "block committed",
            [
                "number": LogValue(block.header.context.number), "hash": .text(made.hash.hex),
                "transactions": LogValue(count), "pool": LogValue(producer.pool.count),
            ])
    }
}

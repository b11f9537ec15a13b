import BlockProduction
import ByteCoding
import ChainStorage
import FiniteFields
import Foundation
import HTTPServing
import Observability
import StarknetModel
import StarknetRPC
import TransactionExecution
import TransactionPool
import ValidatorSigning
import WriteAheadLog

extension Node {
    static func openProducer(
        _ settings: NodeSettings, pool: TransactionPool, log: Logger
    ) throws -> BlockProducer {
        let artifacts = try ContractArtifacts(folder: settings.contractsFolder)
        let genesis = try settings.genesis.build(artifacts.genesisClasses)
        try FileManager.default.createDirectory(atPath: settings.dataFolder, withIntermediateDirectories: true)
        let store = try ChainStore(
            path: settings.dataFolder + "/chain", chain: BlockProducer.identity(of: genesis, settings.genesis),
            history: settings.history)
        try BlockProducer.commit(genesis, artifacts, to: store)
        log.info("store opened", ["genesis": .text(genesis.hash.hex)])
        return BlockProducer(
            genesis: settings.genesis, store: store, pool: pool, blockTransactions: settings.blockTransactions,
            recordsKept: settings.recordsKept)
    }

    /// The journal of acknowledged transactions, beside the chain's store.
    static func openJournal(_ settings: NodeSettings, _ log: Logger) -> PoolJournal<LogFile> {
        try? FileManager.default.createDirectory(atPath: settings.dataFolder, withIntermediateDirectories: true)
        let journal = PoolJournal<LogFile>(path: settings.dataFolder + "/pool.journal")
        if !journal.isKept {
            log.warning("transactions that wait are not kept over a restart: pool.journal cannot be used")
        }
        return journal
    }

    /// Puts what the journal holds, and no block does, into the pool again, and remembers why the rest is not there.
    static func fill(_ producer: BlockProducer, from journal: PoolJournal<LogFile>, _ log: Logger) {
        var count = 0
        let kept = journal.takeRecovered()
        // What was sent again after it was dropped, and acknowledged, is not dropped.
        let hashes = kept.transactions.map { $0.transaction.hash(chainID: producer.chain.chainID) }
        let waiting = Set(hashes)
        for drop in kept.drops where !waiting.contains(drop.hash) {
            producer.pool.noteDropped(drop.hash, because: drop.reason)
        }
        for (transaction, hash) in zip(kept.transactions, hashes) {
            do {
                _ = try producer.submit(transaction, from: .journal)
                count += 1
            } catch {
                if case .producer(let error) = error {
                    log.error(
                        "a transaction of the journal is lost: it could not be checked",
                        ["hash": .text(hash.hex), "error": .text("\(error)")])
                }
                guard let reason = error.dropReason else { continue }
                producer.pool.noteDropped(hash, because: reason)
            }
        }
        journal.compact(producer.pool, atLeast: 0)
        if count > 0 { log.info("transactions taken from the journal", ["count": LogValue(count)]) }
    }

    static func service(_ producer: BlockProducer, _ view: NodeView) -> RPCService {
        RPCService(
            chain: producer.chain, store: producer.store, pool: producer.pool,
            execution: NodeExecution(producer: producer), validators: { view.validators },
            evidence: { view.evidence },
            syncTarget: { view.syncTarget })
    }

    static func serve(
        _ service: RPCService, _ settings: NodeSettings, _ metrics: NodeMetrics, _ view: NodeView
    ) throws -> HTTPServer {
        let store = service.store, pool = service.pool
        let rpc = RPCServer(
            service: service,
            metricsText: {
                metrics.pool.set(pool.count)
                metrics.peers.set(view.connectedPeers)
                return metrics.registry.prometheusText()
            },
            readiness: { store.head == nil ? .notReady("the store is empty") : view.readiness },
            browsers: BrowserPolicy(origins: settings.rpcOrigins, hosts: settings.rpcHosts),
            observe: { metrics.requests.observe($0) })
        var limits = HTTPLimits()
        limits.bodyBytesMax = RPCLimits.bodyBytesMax
        limits.workers = settings.rpcWorkers
        // One at a time: an execution may take `ProtocolConstants.cellsMax`, 384 MiB of memory.
        limits.longWorkers = 1
        limits.connectionsPerAddressMax = settings.connectionsPerAddressMax
        limits.trustedProxies = settings.rpcProxies
        return try HTTPServer(
            address: settings.rpcAddress, port: settings.rpcPort, limits: limits, routes: rpc.routes,
            handler: rpc.handle)
    }
}

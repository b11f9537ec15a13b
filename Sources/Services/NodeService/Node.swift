public import BlockProduction
internal import BlockPrograms
internal import ChainStorage
internal import FiniteFields
internal import Foundation
internal import HTTPServing
public import Observability
internal import StarknetModel
internal import StarknetRPC
internal import Synchronization
internal import TransactionExecution
internal import TransactionPool

/// A node: store, pool, block production and RPC, put together.
public final class Node: Sendable {
    let settings: NodeSettings
    let log: Logger
    let metrics: NodeMetrics
    public let producer: BlockProducer
    private let server: HTTPServer
    private let production: SoloProduction

    /// The port the RPC listens on.
    public var rpcPort: UInt16 { server.port }

    /// Opens the store, writes genesis into an empty one, and starts a chain of this one node.
    public init(solo settings: NodeSettings, log: Logger) throws {
        self.settings = settings
        self.log = log
        let metrics = NodeMetrics()
        self.metrics = metrics
        let pool = TransactionPool()
        producer = try Self.openProducer(settings, pool: pool, log: log)
        metrics.height.set(producer.store.head?.number ?? 0)
        server = try Self.serve(producer, settings, metrics, validators: { [] })
        let producer = producer
        production = SoloProduction(producer, times: settings.times) { result in
            Self.observe(result, metrics, pool, log)
        }
        log.info(
            "node started",
            ["rpc_port": LogValue(Int(server.port)), "height": LogValue(producer.store.head?.number ?? 0)])
    }

    /// Finishes the block that is being made and the answers under way.
    public func stop() {
        server.stop()
        production.stop()
        log.info("node stopped", ["height": LogValue(producer.store.head?.number ?? 0)])
        log.flush()
    }

    static func openProducer(
        _ settings: NodeSettings, pool: TransactionPool, log: Logger
    ) throws -> BlockProducer {
        let artifacts = try ContractArtifacts(folder: settings.contractsFolder)
        let genesis = try settings.genesis.build(try artifacts.genesisClasses())
        try FileManager.default.createDirectory(atPath: settings.dataFolder, withIntermediateDirectories: true)
        let store = try ChainStore(
            path: settings.dataFolder + "/chain", chain: BlockProducer.identity(of: genesis, settings.genesis))
        try BlockProducer.commit(genesis, artifacts, to: store)
        log.info("store opened", ["genesis": .text(genesis.hash.hex)])
        return BlockProducer(
            genesis: settings.genesis, store: store, pool: pool, recordingsKept: settings.recordingsKept
        ) { $0.record.encoded }
    }

    static func serve(
        _ producer: BlockProducer, _ settings: NodeSettings, _ metrics: NodeMetrics,
        validators: @escaping @Sendable () -> [RPCValidator]
    ) throws -> HTTPServer {
        let service = RPCService(
            chain: producer.chain, store: producer.store, pool: producer.pool,
            execution: NodeExecution(producer: producer), validators: validators)
        let rpc = RPCServer(
            service: service,
            metricsText: {
                metrics.pool.set(producer.pool.count)
                return metrics.registry.prometheusText()
            },
            isReady: { producer.store.head != nil }, observe: { metrics.requests.observe($0) })
        var limits = HTTPLimits()
        limits.workers = settings.rpcWorkers
        limits.connectionsPerAddressMax = settings.connectionsPerAddressMax
        return try HTTPServer(
            address: settings.rpcAddress, port: settings.rpcPort, limits: limits, handler: rpc.handle)
    }

    static func observe(
        _ result: Result<ExecutedBlock, ProducerError>, _ metrics: NodeMetrics, _ pool: TransactionPool, _ log: Logger
    ) {
        switch result {
        case .success(let made):
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
                    "transactions": LogValue(count), "pool": LogValue(pool.count),
                ])
        case .failure(let error):
            metrics.failures.increment()
            log.error("block failed", ["error": .text("\(error)")])
        }
    }
}

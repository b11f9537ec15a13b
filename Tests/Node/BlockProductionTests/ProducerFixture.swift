import BlockProduction
import ChainStorage
import DemoChains
import FiniteFields
import Foundation
import StarknetModel
import Synchronization
import TransactionPool
import VectorFiles

/// A producer of the demo chain's blocks over a store of its own, with a clock that the test sets.
final class ProducerFixture {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("producer-\(UUID().uuidString)").path
    let demo: DemoChain
    let producer: BlockProducer

    /// Two seconds after genesis.
    static let time: UInt64 = 1_767_225_602

    init(
        hasGenesis: Bool = true, time: UInt64 = ProducerFixture.time, pool: TransactionPool = TransactionPool(),
        buildMillis: Int = BlockProducer.buildMillisMax, fees: Bool = false,
        admission: AdmissionControl = AdmissionControl(), l1Messages: L1MessageQueue? = nil,
        priceRule: GasPriceRule? = nil, gasPrice: UInt128 = 1_000_000_000, database: FailingDatabase? = nil
    ) throws {
        demo = try DemoChain(
            fees: fees, handlesMessages: l1Messages != nil, priceRule: priceRule, gasPrice: gasPrice)
        let artifacts = try ContractArtifacts(folder: VectorFiles.packageRoot.appendingPathComponent("Contracts").path)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let identity = BlockProducer.identity(of: demo.genesis, demo.configuration)
        let store =
            try database.map { try ChainStore(database: $0, chain: identity) }
            ?? ChainStore(path: folder + "/chain", chain: identity)
        if hasGenesis { try BlockProducer.commit(demo.genesis, artifacts, to: store) }
        producer = BlockProducer(
            genesis: demo.configuration, store: store, pool: pool, l1Messages: l1Messages, buildMillis: buildMillis,
            admission: admission, clock: { time })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

extension BlockProducer {
    func submit(_ transaction: Transaction, declaring sierra: SierraClass? = nil) throws(GatewayRefusal) -> Felt252 {
        try submit(SubmittedTransaction(transaction, declaring: sierra))
    }
}

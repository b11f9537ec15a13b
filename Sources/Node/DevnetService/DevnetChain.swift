import BlockProduction
import ChainStorage
import EllipticCurves
import FiniteFields
import Foundation
import HashFunctions
import NodeService
import StarknetModel
import StarknetRPC
import Synchronization
import Threading
import TransactionExecution
import TransactionPool

/// One chain of a development network, from block 0 to a restart. Thread safe: blocks are made one after the other.
final class DevnetChain: Sendable {
    let settings: DevnetSettings
    let clock: DevnetClock
    let folder: String
    let producer: BlockProducer
    let execution: NodeExecution
    /// The accounts that are shown.
    let accounts: [GenesisAccount]
    let accountClass: ClassHash
    /// Who mints: it was given most of the tokens.
    let treasury: GenesisAccount
    let production = Monitor()
    /// The time of block 0.
    let genesisTime: UInt64
    let outbox = DevnetOutbox()
    let validator: DevnetValidator

    var store: ChainStore { producer.store }

    /// A new chain, or the one whose store `loading` hands out.
    init(
        _ settings: DevnetSettings, _ clock: DevnetClock, artifacts: ContractArtifacts,
        loading: ((Int) throws -> [UInt8])? = nil
    ) throws {
        self.settings = settings
        self.clock = clock
        let folder = settings.folder + "/" + UUID().uuidString
        self.folder = folder
        genesisTime = loading == nil ? clock.now : settings.startTime ?? clock.now
        let genesis = try Self.genesis(settings, genesisTime, artifacts)
        accountClass = artifacts.account.classHash
        accounts = genesis.configuration.accounts(classHash: artifacts.account.classHash)
        treasury = genesis.treasury
        let built = try genesis.configuration.build(artifacts.genesisClasses)
        validator = try DevnetValidator(genesis.configuration, hash: built.hash)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // A store that does not fit, or is damaged, leaves nothing behind.
        var isOpen = false
        defer { if !isOpen { try? FileManager.default.removeItem(atPath: folder) } }
        if let loading { try ChainStore.load(into: folder, loading) }
        let store = try ChainStore(
            path: folder, chain: BlockProducer.identity(of: built, genesis.configuration),
            history: HistorySettings(proofBlocks: .max), cacheBytes: 32 << 20)
        try BlockProducer.commit(built, artifacts, to: store)
        let arrival = Arrival()
        producer = BlockProducer(
            genesis: genesis.configuration, store: store,
            pool: TransactionPool(limits: Self.poolLimits, gossip: { _ in arrival.happened() }),
            l1Messages: L1MessageQueue(),
            // Its clients allow themselves what they like; what they use is bounded here too.
            boundsGas: false, clock: { clock.now })
        execution = NodeExecution(producer: producer)
        isOpen = true
        arrival.action.withLock { action in action = { [weak self] in self?.transactionArrived() } }
    }

    /// There is one node: a nonce that has not come is not on its way, and whoever skipped one is told at once.
    private static var poolLimits: PoolLimits {
        var limits = PoolLimits()
        limits.gapsPerAccountMax = 0
        return limits
    }

    /// What the pool calls: the chain is made after it.
    private final class Arrival: Sendable {
        let action = Mutex<(@Sendable () -> Void)?>(nil)
        func happened() { action.withLock { $0 }?() }
    }

    private static func genesis(
        _ settings: DevnetSettings, _ time: UInt64, _ artifacts: ContractArtifacts
    ) throws -> (configuration: GenesisConfiguration, treasury: GenesisAccount) {
        guard let chainID = Felt252(shortString: settings.chainName), !chainID.isZero else {
            throw DevnetError(description: "a chain's name is ASCII of 1 to 31 characters")
        }
        let price = GasPrice(wei: UInt128(settings.gasPrice), fri: UInt128(settings.gasPrice))
        var configuration = GenesisConfiguration(
            chain: ChainParameters(chainID: chainID, fees: settings.fees, handlesMessages: true), timestamp: time,
            gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price),
            sequencer: ContractAddress(Felt252(0x1000 as UInt64)) ?? .zero, seed: settings.seed,
            accountCount: settings.accountCount, accountBalance: settings.accountBalance)
        let key = StarknetKeccak.hash(Array("starling devnet treasury \(settings.seed)".utf8))
        let publicKey = try StarkECDSA.publicKey(key)
        let treasury = GenesisAccount(
            address: ContractAddress(
                deployedBy: .zero, salt: publicKey, classHash: artifacts.account.classHash,
                constructorCalldata: [publicKey]),
            privateKey: key, publicKey: publicKey)
        configuration.deployer = .pedersen
        configuration.holders = [GenesisHolder(account: treasury, balance: 1 << 126)] + settings.holders
        return (configuration, treasury)
    }

    /// After a transaction came into the pool, before it is acknowledged.
    func transactionArrived() {
        // What fails here is seen by the next request: the transaction stays in the pool.
        if settings.blocks == .transaction {
            _ = try? makeBlock(evenEmpty: false)
        } else {
            // Executed for the view `pre_confirmed`.
            _ = try? production.withLock { try producer.build() }
        }
    }

    /// Makes a block of what waits; nil when nothing does and an empty one is not wanted.
    @discardableResult
    func makeBlock(evenEmpty: Bool) throws -> ExecutedBlock? {
        try production.withLock { () throws in
            let proposed = try producer.build()
            if proposed.executed.block.transactions.isEmpty && !evenEmpty { return nil }
            let executed = proposed.executed
            let certificate = try validator.certificate(
                of: executed.block.header.context.number, hash: executed.hash)
            return try producer.commit(content: proposed.content, certificate: certificate)
        }
    }

    /// Removes the chain's files; it must not be used afterwards.
    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

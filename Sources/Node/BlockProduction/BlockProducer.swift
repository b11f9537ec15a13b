public import ChainStorage
import FiniteFields
import Foundation
public import ProtocolRules
public import StarknetModel
import Synchronization
public import TransactionExecution
public import TransactionPool

/// Makes blocks from the pool, checks blocks that others made, and commits decided ones.
///
/// `build`, `validate` and `commit` are for one thread at a time and see heights in order. The same content on the same
/// parent gives the same block everywhere.
public final class BlockProducer: Sendable {
    public let genesis: GenesisConfiguration
    public let chain: ChainParameters
    public let store: ChainStore
    public let pool: TransactionPool
    public let cache: ClassCache
    /// The messages of L1 that this node knows of; nil when it knows of none and takes none from others.
    public let l1Messages: L1MessageQueue?
    /// Classes that are declared.
    public let compiler: ClassCompiler
    /// Transactions that this node puts into a block.
    let blockTransactions: Int
    /// The longest that this node executes transactions for one block, milliseconds.
    let buildMillis: Int
    /// How many blocks keep the record of their execution; nil for all.
    let recordsKept: UInt64?
    /// What the checks of transactions may take.
    public let admission: AdmissionControl
    /// Whether transactions are refused that allow themselves more L2 gas than any may use.
    let boundsGas: Bool
    let clock: @Sendable () -> UInt64
    /// Blocks of the next height that were executed already, newest last.
    private let executed = Mutex<[(content: [UInt8], block: ExecutedBlock)]>([])

    let slow = Mutex(SlowTransactions())
    /// What the block used that was asked about last: nearly always the head.
    private let usage = Mutex<(hash: Felt252, l2Gas: UInt64)?>(nil)

    /// Seconds by which a proposal's time may be ahead of this node's clock.
    public static let clockDriftSeconds: UInt64 = 10
    /// Bytes of a proposal: what consensus streams.
    public static let contentBytesMax = 3 << 20
    /// Bytes of a transaction with the class that it declares: 64 KiB less than a proposal, into which one must fit.
    public static let transactionBytesMax = 3_080_192
    private static let executedMax = 4

    /// `clock` gives seconds since 1970.
    public init(
        genesis: GenesisConfiguration, store: ChainStore, pool: TransactionPool, cache: ClassCache = ClassCache(),
        compiler: ClassCompiler = ClassCompiler(), l1Messages: L1MessageQueue? = nil,
        blockTransactions: Int = BlockRules.transactionsMax, recordsKept: UInt64? = nil,
        buildMillis: Int = BlockProducer.buildMillisMax, admission: AdmissionControl = AdmissionControl(),
        boundsGas: Bool = true, clock: @escaping @Sendable () -> UInt64 = BlockProducer.systemClock
    ) {
        self.genesis = genesis
        chain = genesis.chain
        self.store = store
        self.pool = pool
        self.cache = cache
        self.compiler = compiler
        self.l1Messages = l1Messages
        self.blockTransactions = min(blockTransactions, BlockRules.transactionsMax)
        self.recordsKept = recordsKept
        self.buildMillis = buildMillis
        self.admission = admission
        self.boundsGas = boundsGas
        self.clock = clock
    }

    /// Seconds since 1970 by the system's clock.
    @Sendable public static func systemClock() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970)) }

    func head() throws(ProducerError) -> (head: ChainHead, header: BlockHeader) {
        guard let head = store.head else { throw .noGenesis }
        return (head, try header(head.number).header)
    }

    /// The header of a block that is in the store.
    func header(_ number: UInt64) throws(ProducerError) -> StoredHeader {
        guard let stored = try reading({ () throws(StoreError) in try store.header(number) }) else {
            throw .store(.damaged("header of block \(number)"))
        }
        return stored
    }

    func reading<Value>(_ body: () throws(StoreError) -> Value) throws(ProducerError) -> Value {
        do { return try body() } catch { throw .store(error) }
    }

    /// The head data of a block that is built now.
    public func nextContext() throws(ProducerError) -> BlockContext { try context(after: try head().header) }

    /// The head data of a block on top of a parent that was read: whoever also reads the parent's state asks once for both.
    func context(after parent: BlockHeader) throws(ProducerError) -> BlockContext {
        BlockContext(
            number: parent.context.number + 1, timestamp: max(clock(), parent.context.timestamp),
            sequencer: genesis.sequencer,
            gasPrices: genesis.headerRules.gasPrices(after: parent.context, l2Gas: try l2Gas(of: parent)))
    }

    /// What the receipts of a block of the store add up to: the next block's price follows from it.
    func l2Gas(of block: BlockHeader) throws(ProducerError) -> UInt64 {
        guard genesis.priceRule == .usage, block.transactionCount > 0 else { return 0 }
        let number = block.context.number, hash = block.hash
        if let known = usage.withLock({ $0?.hash == hash ? $0?.l2Gas : nil }) { return known }
        let receipts = try reading { () throws(StoreError) in try store.receipts(number) }
        guard UInt64(receipts.count) == block.transactionCount else {
            throw .store(.damaged("receipts of block \(number)"))
        }
        let used = BlockRules.l2Gas(of: receipts)
        usage.withLock { $0 = (hash, used) }
        return used
    }

    /// Begins the execution of a block on the state after its parent, the block before it by number.
    /// `state` is that state, or one that stands in for it.
    func executor(
        _ context: BlockContext, parentHash: Felt252, state: ChainState? = nil
    ) throws(ProducerError) -> BlockExecutor {
        // Genesis is built, not executed: it has no state before it.
        guard context.number > 0 else { throw .invalid("block 0 is built, not executed") }
        var aged: Felt252?
        if let number = agedBlock(of: context.number) {
            aged = try reading { () throws(StoreError) in try store.header(number) }?.hash
        }
        let state = StoredState(state ?? store.state(after: context.number - 1), store: store, cache: cache)
        do {
            return try BlockExecutor(
                chain: chain, context: context, parentHash: parentHash, agedHash: aged, state: state)
        } catch {
            throw .execution(error)
        }
    }

    /// The content of a block of the store, as it was proposed; nil when there is no such block, or it is not kept.
    public func content(ofBlock number: UInt64) throws(ProducerError) -> [UInt8]? {
        guard number >= store.bounds.keptFrom else { return nil }
        guard let stored = try reading({ () throws(StoreError) in try store.header(number) }) else { return nil }
        return BlockProposal(
            parentHash: stored.header.parentHash, context: stored.header.context, transactions: try submitted(number)
        ).encoded
    }

    func finish(_ executor: BlockExecutor, content: [UInt8]) throws(ProducerError) -> ExecutedBlock {
        let tries = try reading { () throws(StoreError) in try store.tries() }
        let block: ExecutedBlock
        do { block = try executor.finish(tries: tries, roots: tries.roots) } catch { throw .execution(error) }
        executed.withLock { list in
            if list.count >= Self.executedMax { list.removeFirst() }
            list.append((content, block))
        }
        return block
    }

    /// A block of this content that was executed on the present head.
    func known(_ content: [UInt8]) -> ExecutedBlock? {
        let parent = store.head?.hash
        return executed.withLock { list in
            list.last { $0.content == content && $0.block.block.header.parentHash == parent }?.block
        }
    }

    /// The block that was built or checked last on the present head; nil when there is none.
    public var candidate: ExecutedBlock? {
        let parent = store.head?.hash
        return executed.withLock { list in list.last { $0.block.block.header.parentHash == parent }?.block }
    }

    /// Stores a decided block with its certificate in one step, and takes its transactions out of the pool. Executes
    /// it first unless `build` or `validate` did so before.
    @discardableResult
    public func commit(content: [UInt8], certificate: [UInt8]?) throws(ProducerError) -> ExecutedBlock {
        let made = try validate(content: content)
        let commit = BlockCommit(
            block: made.block, blockHash: made.hash, transactionHashes: made.transactionHashes,
            stateUpdate: made.stateUpdate, classes: made.declared.map(StoredClass.init),
            executionRecord: made.record.encoded, certificate: certificate)
        try reading { () throws(StoreError) in try store.commit(commit, recordsKept: recordsKept) }
        executed.withLock { $0.removeAll() }
        var nonces: [ContractAddress: UInt64] = [:]
        for entry in made.block.stateDiff.nonces { nonces[entry.address] = entry.value.asUInt64 ?? .max }
        let included = Set(made.transactionHashes)
        pool.removeIncluded(newNonces: nonces, included: included)
        l1Messages?.remove(Set(made.block.transactions.compactMap(\.handledMessage)))
        for hash in slow.withLock({ $0.noteDecided(included) }) { pool.remove(hash: hash, because: .tooSlow) }
        return made
    }
}

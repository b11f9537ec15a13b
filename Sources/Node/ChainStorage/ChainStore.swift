import ByteCoding
import FiniteFields
import StarknetModel
import StateTries
import Synchronization

/// The node's store: blocks, receipts, every state since genesis, the latest tries, classes, records of executions,
/// certificates.
///
/// One atomic, synced write batch per block: after a crash at any moment the store is at the end of some block, and no
/// acknowledged block is lost. Reads may come from any thread; commits come from one at a time.
public final class ChainStore: Sendable {
    static let schema: UInt8 = 2
    /// Bytes of blocks of its files that a store keeps in memory.
    public static let cacheBytesMax = 64 << 20

    let database: any KeyValueStore
    public let history: HistorySettings
    private let headBox: Mutex<ChainHead?>
    private let boundsBox: Mutex<HistoryBounds>
    private let observers = Mutex<[@Sendable () -> Void]>([])

    /// Opens or creates the store in a folder. `chain` names the chain for good, such as the hash of its genesis: a
    /// store of another chain is refused.
    /// A store of the version before is brought to this one.
    public convenience init(
        path: String, chain: [UInt8], history: HistorySettings = HistorySettings(),
        cacheBytes: Int = ChainStore.cacheBytesMax
    ) throws(StoreError) {
        try self.init(database: try RocksDatabase(path: path, cacheBytes: cacheBytes), chain: chain, history: history)
    }

    /// The store in a database.
    package init(
        database: any KeyValueStore, chain: [UInt8], history: HistorySettings = HistorySettings()
    ) throws(StoreError) {
        self.database = database
        self.history = history
        let head = try Self.readHead(database)
        try Self.identify(database, chain, head)
        headBox = Mutex(head)
        boundsBox = Mutex(try HistoryBounds(database))
    }

    enum Meta {
        static let identity = Array("identity".utf8)
        static let head = Array("head".utf8)
        static let bounds = Array("history".utf8)
    }

    /// From which block on the store holds what.
    public var bounds: HistoryBounds { boundsBox.withLock { $0 } }

    /// The last block; nil before genesis.
    public var head: ChainHead? { headBox.withLock { $0 } }

    static func readHead(_ reader: any KeyValueReader) throws(StoreError) -> ChainHead? {
        guard let bytes = try reader.get(.meta, Meta.head) else { return nil }
        guard bytes.count == 104, let number = StoreKeys.integer(bytes.prefix(8)),
            let hash = Felt252(bigEndianBytes: bytes[8..<40]), let contracts = Felt252(bigEndianBytes: bytes[40..<72]),
            let classes = Felt252(bigEndianBytes: bytes[72...])
        else { throw .damaged("head") }
        return ChainHead(number: number, hash: hash, roots: StateRoots(contracts: contracts, classes: classes))
    }

    /// Writes a block and everything that belongs to it. Returns when it is on disk.
    ///
    /// `recordsKept` bounds how many blocks keep the record of their execution; nil keeps all.
    public func commit(_ commit: BlockCommit, recordsKept: UInt64? = nil) throws(StoreError) {
        let number = commit.block.header.context.number
        let expected = head.map { $0.number + 1 } ?? 0
        guard number == expected, commit.block.header.parentHash == head?.hash ?? .zero else { throw .notNext }
        guard commit.transactionHashes.count == commit.block.transactions.count,
            commit.block.receipts.count == commit.block.transactions.count,
            commit.block.header.stateRoot == commit.stateUpdate.roots.global
        else { throw .inconsistentCommit }
        var batch = WriteBatch()
        var bounds = bounds
        try putHistory(of: commit, number, &bounds, to: &batch)
        put(commit, number, to: &batch)
        putEvents(of: commit.block.receipts, number, to: &batch)
        try prune(before: number, &bounds, &batch)
        if let recordsKept, number >= recordsKept {
            batch.delete(.executionRecords, StoreKeys.number(number - recordsKept))
        }
        let roots = commit.stateUpdate.roots
        let newHead = ChainHead(number: number, hash: commit.blockHash, roots: roots)
        batch.put(.meta, Meta.head, newHead.bytes)
        batch.put(.meta, Meta.bounds, bounds.bytes)
        try database.write(batch)
        replaceHead(newHead, bounds)
    }

    func replaceHead(_ head: ChainHead, _ bounds: HistoryBounds) {
        headBox.withLock { $0 = head }
        boundsBox.withLock { $0 = bounds }
        for observer in observers.withLock({ $0 }) { observer() }
    }

    /// Calls `body` after every change of the last block, on the thread that makes it: it must not take long.
    public func observe(_ body: @escaping @Sendable () -> Void) { observers.withLock { $0.append(body) } }

    private func put(_ commit: BlockCommit, _ number: UInt64, to batch: inout WriteBatch) {
        let key = StoreKeys.number(number)
        let hash = commit.blockHash.bigEndianBytes
        batch.put(.headers, key, hash + commit.block.header.encoded)
        batch.put(.blockNumbers, hash, key)
        for (index, transaction) in commit.block.transactions.enumerated() {
            let place = StoreKeys.place(number, index)
            let transactionHash = commit.transactionHashes[index].bigEndianBytes
            batch.put(.transactions, place, transactionHash + transaction.encoded)
            batch.put(.receipts, place, commit.block.receipts[index].encoded)
            batch.put(.transactionPlaces, transactionHash, place)
        }
        putState(commit.block.stateDiff, number, to: &batch)
        for entry in commit.stateUpdate.contracts {
            batch.put(.leaves, entry.address.felt.bigEndianBytes, LeafCoding.encode(entry.value))
        }
        for change in commit.stateUpdate.nodes {
            let place = StoreKeys.node(change.trie, change.path)
            if let node = change.node {
                batch.put(.tries, place, TrieNodeCoding.encode(node))
            } else {
                batch.delete(.tries, place)
            }
        }
        for stored in commit.classes {
            batch.put(
                .classes, stored.classHash.felt.bigEndianBytes,
                key + stored.compiledClassHash.felt.bigEndianBytes + stored.sierra.encoded)
            batch.put(.compiledClasses, stored.compiledClassHash.felt.bigEndianBytes, stored.casm)
        }
        if let record = commit.executionRecord { batch.put(.executionRecords, key, record) }
        if let certificate = commit.certificate { batch.put(.certificates, key, certificate) }
    }

    private func putState(_ diff: StateDiff, _ number: UInt64, to batch: inout WriteBatch) {
        let version = StoreKeys.inverted(number)
        batch.put(.stateDiffs, StoreKeys.number(number), diff.encoded)
        for entry in diff.storage {
            for write in entry.value {
                batch.put(.storage, StoreKeys.cell(entry.address, write.key) + version, write.value.bigEndianBytes)
            }
        }
        for entry in diff.deployedContracts + diff.replacedClasses {
            batch.put(
                .contracts, StoreKeys.contract(.classHash, entry.address) + version, entry.value.felt.bigEndianBytes)
        }
        for entry in diff.nonces {
            batch.put(.contracts, StoreKeys.contract(.nonce, entry.address) + version, entry.value.bigEndianBytes)
        }
    }
}

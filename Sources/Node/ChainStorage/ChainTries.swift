public import FiniteFields
public import StarknetModel
public import StateTries

/// The tries of one state: commits that come later do not change what is read.
public final class ChainTries: StateTrieSource, Sendable {
    private let store: ChainStore
    private let snapshot: any KeyValueReader
    /// The block the tries belong to; nil before genesis.
    public let head: ChainHead?
    /// The number of a block before the latest; nil for the latest.
    private let past: UInt64?

    init(_ store: ChainStore) throws(StoreError) {
        self.store = store
        snapshot = try store.database.snapshot()
        head = try ChainStore.readHead(snapshot)
        past = nil
    }

    /// The tries after a block; nil when they are not kept any more, or not there yet.
    init?(_ store: ChainStore, after number: UInt64) throws(StoreError) {
        self.store = store
        snapshot = try store.database.snapshot()
        guard let latest = try ChainStore.readHead(snapshot), number <= latest.number else { return nil }
        if number == latest.number {
            head = latest
            past = nil
            return
        }
        guard let change = try store.trieChange(of: number + 1, snapshot), let header = try store.header(number) else {
            return nil
        }
        head = ChainHead(number: number, hash: header.hash, roots: change.rootsBefore)
        past = number
    }

    /// The roots of the state's tries.
    public var roots: StateRoots { head?.roots ?? .empty }

    public func contract(at address: ContractAddress) throws(TrieError) -> ContractLeaf {
        guard let bytes = try read(.leaves, address.felt.bigEndianBytes) else { return .empty }
        guard let leaf = LeafCoding.decode(bytes) else { throw .malformedNode }
        return leaf
    }

    public func node(in trie: TrieID, at path: TriePath, hash: Felt252) throws(TrieError) -> TrieNode {
        guard let bytes = try read(.tries, StoreKeys.node(trie, path)) else { throw .missingNode }
        guard let node = TrieNodeCoding.decode(bytes) else { throw .malformedNode }
        return node
    }

    private func read(_ family: ColumnFamily, _ key: [UInt8]) throws(TrieError) -> [UInt8]? {
        do {
            if let past {
                let place = TrieHistory.place(family, key)
                if let old = try store.value(at: place, after: past, snapshot) { return old.isEmpty ? nil : old }
            }
            return try snapshot.get(family, key)
        } catch {
            throw .unreadable
        }
    }
}

extension ChainStore {
    /// The tries after the last block.
    public func tries() throws(StoreError) -> ChainTries { try ChainTries(self) }

    /// The tries after a block; nil when the store does not keep them (`HistorySettings.proofBlocks`).
    public func tries(after number: UInt64) throws(StoreError) -> ChainTries? { try ChainTries(self, after: number) }
}

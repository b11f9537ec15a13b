public import FiniteFields
public import StarknetModel
public import StateTries

/// The latest state's tries at one moment: commits that come later do not change what is read.
public final class ChainTries: StateTrieSource, Sendable {
    private let snapshot: any KeyValueReader
    /// The block the tries belong to; nil before genesis.
    public let head: ChainHead?

    init(_ store: ChainStore) throws(StoreError) {
        snapshot = try store.database.snapshot()
        head = try ChainStore.readHead(snapshot)
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
            return try snapshot.get(family, key)
        } catch {
            throw .unreadable
        }
    }
}

extension ChainStore {
    /// The tries after the last block.
    public func tries() throws(StoreError) -> ChainTries { try ChainTries(self) }
}

public import FiniteFields
public import StarknetModel

/// A state's tries in memory: for genesis, tools and tests. Chains keep theirs in a store.
public struct MemoryTries: StateTrieSource, Sendable {
    private struct Place: Hashable {
        var trie: TrieID
        var path: TriePath
    }

    /// The roots of the state held.
    public private(set) var roots = StateRoots.empty
    private var nodes: [Place: TrieNode] = [:]
    private var contracts: [ContractAddress: ContractLeaf] = [:]

    /// The empty state.
    public init() {}

    /// Moves on to the state after `update`, which must have been made from this one.
    public mutating func apply(_ update: StateUpdate) {
        roots = update.roots
        for change in update.nodes { nodes[Place(trie: change.trie, path: change.path)] = change.node }
        for entry in update.contracts { contracts[entry.address] = entry.value }
    }

    /// The number of nodes held.
    public var nodeCount: Int { nodes.count }

    public func node(in trie: TrieID, at path: TriePath, hash: Felt252) throws(TrieError) -> TrieNode {
        guard let node = nodes[Place(trie: trie, path: path)] else { throw .missingNode }
        return node
    }

    public func contract(at address: ContractAddress) throws(TrieError) -> ContractLeaf {
        contracts[address] ?? .empty
    }
}

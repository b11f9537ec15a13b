import FiniteFields
public import StarknetModel

/// Nodes and leaves of a state's tries that prove what its root commits to under some keys, in any order.
///
/// It says nothing by itself: `OpenedState` checks it against a root.
public struct StateOpening: Hashable, Sendable {
    /// The roots of the two tries.
    public var roots: StateRoots
    /// Nodes of the contracts trie and of storage tries.
    public var pedersenNodes: [TrieNode]
    /// Nodes of the classes trie.
    public var poseidonNodes: [TrieNode]
    /// What stands behind leaves of the contracts trie.
    public var contracts: [StateDiff.Entry<ContractLeaf>]

    /// An opening of the given content.
    public init(
        roots: StateRoots, pedersenNodes: [TrieNode] = [], poseidonNodes: [TrieNode] = [],
        contracts: [StateDiff.Entry<ContractLeaf>] = []
    ) {
        self.roots = roots
        self.pedersenNodes = pedersenNodes
        self.poseidonNodes = poseidonNodes
        self.contracts = contracts
    }
}

public import StarknetModel

/// Where a state's tries are read from: their nodes, and what stands behind the leaves of the contracts trie.
public protocol StateTrieSource: TrieNodeSource {
    /// The contract at an address; `ContractLeaf.empty` when there is none.
    func contract(at address: ContractAddress) throws(TrieError) -> ContractLeaf
}

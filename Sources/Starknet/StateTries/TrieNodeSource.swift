public import FiniteFields

/// Where the nodes of a state's tries are read from.
///
/// A store may look nodes up by trie and place, or by hash: both are given. What it returns is believed; sources of
/// untrusted nodes check hashes themselves, as `OpenedNodes` does.
public protocol TrieNodeSource {
    /// The inner node with this hash at this place. Throws `missingNode` when there is none.
    func node(in trie: TrieID, at path: TriePath, hash: Felt252) throws(TrieError) -> TrieNode
}

public import FiniteFields

/// An inner node of a trie (EXEC §2.10). Leaves are plain felts and need no node.
public enum TrieNode: Hashable, Sendable {
    /// Two children that are both there.
    case binary(left: Felt252, right: Felt252)
    /// A run of bits without a branch, at least one, and what stands behind it.
    case edge(path: TriePath, child: Felt252)
}

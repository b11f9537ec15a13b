public import FiniteFields

/// What stands under a key of a trie.
public enum TrieReading {
    /// The leaf of `key` in the trie with `root`; 0 when there is none.
    public static func leaf(
        of key: Felt252, in trie: TrieID, root: Felt252, source: some TrieNodeSource
    ) throws(TrieError) -> Felt252 {
        var leaf = Felt252.zero
        _ = try walk(key, in: trie, root: root, source: source, leaf: &leaf)
        return leaf
    }

    /// The nodes from the root to the leaf of `key`, or to where the key leaves the trie: what a proof of the leaf, or
    /// of its absence, consists of. Each with its hash.
    public static func nodes(
        to key: Felt252, in trie: TrieID, root: Felt252, source: some TrieNodeSource
    ) throws(TrieError) -> [(hash: Felt252, node: TrieNode)] {
        var leaf = Felt252.zero
        return try walk(key, in: trie, root: root, source: source, leaf: &leaf)
    }

    private static func walk(
        _ key: Felt252, in trie: TrieID, root: Felt252, source: some TrieNodeSource, leaf: inout Felt252
    ) throws(TrieError) -> [(hash: Felt252, node: TrieNode)] {
        guard let full = TriePath(key: key) else { throw .invalidKeys }
        var visited: [(hash: Felt252, node: TrieNode)] = []
        var hash = root
        var depth = 0
        while depth < TriePath.keyBits {
            if hash.isZero { return visited }
            let node = try source.node(in: trie, at: full.prefix(depth), hash: hash)
            visited.append((hash, node))
            switch node {
            case .binary(let left, let right):
                hash = full.bit(depth) ? right : left
                depth += 1
            case .edge(let path, let child):
                guard path.length >= 1, depth + path.length <= TriePath.keyBits else { throw .malformedNode }
                guard full.dropFirst(depth).commonPrefixLength(path) == path.length else { return visited }
                hash = child
                depth += path.length
            }
        }
        leaf = hash
        return visited
    }
}

import FiniteFields

/// One node that is new, changed or gone.
public struct TrieChange: Hashable, Sendable {
    public var trie: TrieID
    public var path: TriePath
    /// The node that now stands there; nil for none.
    public var node: TrieNode?

    /// The new content of a place.
    public init(trie: TrieID, path: TriePath, node: TrieNode?) {
        self.trie = trie
        self.path = path
        self.node = node
    }
}

/// All shapes hashed: what references stand for, and what to write.
struct HashedTries {
    var hashes: [Felt252]
    /// In order of application: removals first.
    var changes: [TrieChange]
}

extension TrieUpdater {
    /// Hashes everything that was shaped, level by level.
    func finish() -> HashedTries {
        var order = Array(pending.indices)
        order.sort { pending[$0].level < pending[$1].level }
        var hashes = [Felt252](repeating: .zero, count: pending.count)
        var nodes = [TrieNode?](repeating: nil, count: pending.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, pending[order[end]].level == pending[order[start]].level { end += 1 }
            for kind in [TrieHash.pedersen, .poseidon] {
                let batch = order[start..<end].filter { pending[$0].trie.hash == kind }
                let made = batch.map { Self.node(pending[$0].shape, hashes) }
                for ((index, node), hash) in zip(zip(batch, made), kind.hashes(of: made)) {
                    hashes[index] = hash
                    nodes[index] = node
                }
            }
            start = end
        }
        let written = zip(pending, nodes).map { TrieChange(trie: $0.trie, path: $0.path, node: $1) }
        return HashedTries(hashes: hashes, changes: removed + written)
    }

    private static func node(_ shape: Shape, _ hashes: [Felt252]) -> TrieNode {
        func value(_ reference: Reference) -> Felt252 {
            switch reference {
            case .hash(let hash): hash
            case .pending(let index): hashes[index]
            }
        }
        switch shape {
        case .binary(let left, let right): return .binary(left: value(left), right: value(right))
        case .edge(let path, let child): return .edge(path: path, child: value(child))
        }
    }
}

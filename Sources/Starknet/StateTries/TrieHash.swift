public import FiniteFields
import HashFunctions

/// The hash of a trie's nodes.
public enum TrieHash: Sendable {
    /// Contracts and their storage.
    case pedersen
    /// Classes.
    case poseidon

    /// The hashes of all pairs, in order. Pedersen works on the whole batch at once, which is far cheaper.
    func pairs(_ pairs: [(Felt252, Felt252)]) -> [Felt252] {
        switch self {
        case .pedersen: Pedersen.hashPairs(pairs)
        case .poseidon: pairs.map { Poseidon.hash($0.0, $0.1) }
        }
    }

    /// The hashes of nodes, in order.
    public func hashes(of nodes: [TrieNode]) -> [Felt252] {
        let inner = pairs(
            nodes.map { node in
                switch node {
                case .binary(let left, let right): (left, right)
                case .edge(let path, let child): (child, path.value)
                }
            })
        return zip(nodes, inner).map { node, hash in
            if case .edge(let path, _) = node { hash + Felt252(UInt64(path.length)) } else { hash }
        }
    }
}

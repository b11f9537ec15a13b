/// Why a trie could not be read or changed.
public enum TrieError: Error, Hashable, Sendable {
    /// A node that is needed is not in the source: a damaged store, or an opening that leaves it out.
    case missingNode
    /// A node that cannot stand where it stands, such as an edge that leaves the trie.
    case malformedNode
    /// A key of 2^251 or more, or keys that are not strictly ascending.
    case invalidKeys
    /// The store could not be read.
    case unreadable
}

extension TrieError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingNode: "a node of a trie is missing"
        case .malformedNode: "a node of a trie cannot stand where it stands"
        case .invalidKeys: "keys of a trie are out of range or out of order"
        case .unreadable: "a trie could not be read"
        }
    }
}

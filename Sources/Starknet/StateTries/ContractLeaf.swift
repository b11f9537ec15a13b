public import FiniteFields
import HashFunctions
public import StarknetModel

/// What the contracts trie knows about one contract (EXEC §2.10).
public struct ContractLeaf: Hashable, Sendable {
    public var classHash: ClassHash
    public var storageRoot: Felt252
    public var nonce: Felt252

    /// A contract with the given content.
    public init(classHash: ClassHash, storageRoot: Felt252, nonce: Felt252) {
        self.classHash = classHash
        self.storageRoot = storageRoot
        self.nonce = nonce
    }

    /// An address nothing is known about.
    public static var empty: ContractLeaf { ContractLeaf(classHash: .none, storageRoot: .zero, nonce: .zero) }

    /// Whether the address is absent from the trie.
    public var isEmpty: Bool { self == .empty }

    /// The value in the contracts trie; 0 when empty.
    public var hash: Felt252 { Self.hashes(of: [self]).first ?? .zero }

    /// The values in the contracts trie, in order.
    static func hashes(of leaves: [ContractLeaf]) -> [Felt252] {
        let roots = Pedersen.hashPairs(leaves.map { ($0.classHash.felt, $0.storageRoot) })
        let nonces = Pedersen.hashPairs(zip(leaves, roots).map { ($1, $0.nonce) })
        let all = Pedersen.hashPairs(nonces.map { ($0, .zero) })
        return zip(leaves, all).map { $0.isEmpty ? .zero : $1 }
    }
}

extension CompiledClassHash {
    /// The value in the classes trie.
    public var leaf: Felt252 { Poseidon.hash(Felt252(ascii: "CONTRACT_CLASS_LEAF_V0"), felt) }
}

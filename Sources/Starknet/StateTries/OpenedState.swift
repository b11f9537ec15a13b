public import FiniteFields
public import StarknetModel

/// A part of a state, proven by an opening against the state's root.
///
/// Every node is found by its hash, which was computed from its content, so whatever is read under the given root is
/// what the root commits to. What the opening leaves out throws `missingNode`; it never reads as absent.
public struct OpenedState: StateTrieSource, Sendable {
    /// The roots that the global root commits to.
    public let roots: StateRoots
    private let pedersenNodes: [Felt252: TrieNode]
    private let poseidonNodes: [Felt252: TrieNode]
    /// Each contract with its leaf's hash, which is computed once: replay reads the same accounts again and again.
    private let contracts: [ContractAddress: (leaf: ContractLeaf, hash: Felt252)]

    /// Checks `opening` against the root of a block header. Nil when its two roots are not those.
    public init?(_ opening: StateOpening, globalRoot: Felt252) {
        guard opening.roots.global == globalRoot else { return nil }
        roots = opening.roots
        pedersenNodes = Self.index(opening.pedersenNodes, by: .pedersen)
        poseidonNodes = Self.index(opening.poseidonNodes, by: .poseidon)
        var contracts: [ContractAddress: (leaf: ContractLeaf, hash: Felt252)] = [:]
        contracts.reserveCapacity(opening.contracts.count)
        let hashes = ContractLeaf.hashes(of: opening.contracts.map { $0.value })
        for (entry, hash) in zip(opening.contracts, hashes) { contracts[entry.address] = (entry.value, hash) }
        self.contracts = contracts
    }

    private static func index(_ nodes: [TrieNode], by hash: TrieHash) -> [Felt252: TrieNode] {
        var index: [Felt252: TrieNode] = [:]
        index.reserveCapacity(nodes.count)
        for (hash, node) in zip(hash.hashes(of: nodes), nodes) { index[hash] = node }
        return index
    }

    public func node(in trie: TrieID, at path: TriePath, hash: Felt252) throws(TrieError) -> TrieNode {
        let node =
            switch trie.hash {
            case .pedersen: pedersenNodes[hash]
            case .poseidon: poseidonNodes[hash]
            }
        guard let node else { throw .missingNode }
        return node
    }

    /// The contract at an address, compared with its leaf in the contracts trie.
    public func contract(at address: ContractAddress) throws(TrieError) -> ContractLeaf {
        let leaf = try TrieReading.leaf(of: address.felt, in: .contracts, root: roots.contracts, source: self)
        if leaf.isZero { return .empty }
        guard let contract = contracts[address], contract.hash == leaf else { throw .missingNode }
        return contract.leaf
    }

    /// The value of a storage cell.
    public func storage(at cell: StorageCell) throws(TrieError) -> Felt252 {
        let root = try contract(at: cell.address).storageRoot
        return try TrieReading.leaf(of: cell.key.felt, in: .storage(cell.address), root: root, source: self)
    }

    /// The leaf of a class; 0 when it is not declared.
    public func classLeaf(of classHash: ClassHash) throws(TrieError) -> Felt252 {
        try TrieReading.leaf(of: classHash.felt, in: .classes, root: roots.classes, source: self)
    }
}

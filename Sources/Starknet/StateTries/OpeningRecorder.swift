public import FiniteFields
public import StarknetModel

/// A source that remembers what was read through it, so that the same reading can be repeated from an opening.
///
/// Read every key of the previous state that a verifier will ask for, apply the state diff through the recorder, then
/// take `opening`. Not for use from several threads at once.
public final class OpeningRecorder<Base: StateTrieSource>: StateTrieSource {
    private let base: Base
    private let roots: StateRoots
    private var pedersenNodes: [Felt252: TrieNode] = [:]
    private var poseidonNodes: [Felt252: TrieNode] = [:]
    private var contracts: [ContractAddress: ContractLeaf] = [:]

    /// A recorder over a state with the given roots.
    public init(_ base: Base, roots: StateRoots) {
        self.base = base
        self.roots = roots
    }

    public func node(in trie: TrieID, at path: TriePath, hash: Felt252) throws(TrieError) -> TrieNode {
        let node = try base.node(in: trie, at: path, hash: hash)
        switch trie.hash {
        case .pedersen: pedersenNodes[hash] = node
        case .poseidon: poseidonNodes[hash] = node
        }
        return node
    }

    /// The contract at an address; its place in the contracts trie is recorded too.
    public func contract(at address: ContractAddress) throws(TrieError) -> ContractLeaf {
        _ = try TrieReading.leaf(of: address.felt, in: .contracts, root: roots.contracts, source: self)
        let leaf = try base.contract(at: address)
        contracts[address] = leaf
        return leaf
    }

    /// Records the way to a storage cell.
    public func open(_ cell: StorageCell) throws(TrieError) {
        let root = try contract(at: cell.address).storageRoot
        _ = try TrieReading.leaf(of: cell.key.felt, in: .storage(cell.address), root: root, source: self)
    }

    /// Records the way to a class.
    public func open(_ classHash: ClassHash) throws(TrieError) {
        _ = try TrieReading.leaf(of: classHash.felt, in: .classes, root: roots.classes, source: self)
    }

    /// Everything read so far, in order of hash, so that equal readings give equal openings.
    public var opening: StateOpening {
        StateOpening(
            roots: roots, pedersenNodes: pedersenNodes.sorted { $0.key.precedes($1.key) }.map { $0.value },
            poseidonNodes: poseidonNodes.sorted { $0.key.precedes($1.key) }.map { $0.value },
            contracts: contracts.filter { !$0.value.isEmpty }.map { StateDiff.Entry(address: $0.key, value: $0.value) }
                .sorted { $0.address < $1.address })
    }
}

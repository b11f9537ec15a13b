import FiniteFields
public import StarknetModel

/// What a state diff does to the tries: the new roots, and everything a store must write.
public struct StateUpdate: Sendable {
    public var roots: StateRoots
    /// Changed nodes in order of application: a later change of a place wins.
    public var nodes: [TrieChange]
    /// Contracts whose leaf changed, in order of address. None ever becomes empty again.
    public var contracts: [StateDiff.Entry<ContractLeaf>]

    /// Applies `diff` to the state with `roots`, read from `source`.
    ///
    /// All storage tries and the classes trie are hashed together, then the contracts trie. Throws when the source
    /// lacks a node or when the diff deploys over a key that no trie can hold.
    public init(
        applying diff: StateDiff, to roots: StateRoots, source: some StateTrieSource
    ) throws(TrieError) {
        var touched: [ContractAddress: ContractLeaf] = [:]
        func leaf(_ address: ContractAddress) throws(TrieError) -> ContractLeaf {
            if let leaf = touched[address] { return leaf }
            return try source.contract(at: address)
        }
        for entry in diff.deployedContracts + diff.replacedClasses {
            var changed = try leaf(entry.address)
            changed.classHash = entry.value
            touched[entry.address] = changed
        }
        for entry in diff.nonces {
            var changed = try leaf(entry.address)
            changed.nonce = entry.value
            touched[entry.address] = changed
        }

        // Storage and classes: shapes first, hashes together.
        var updater = TrieUpdater(source: source)
        var storageRoots: [(ContractAddress, Reference)] = []
        for entry in diff.storage {
            let before = try leaf(entry.address)
            touched[entry.address] = before
            let writes = try Self.writes(entry.value.map { ($0.key.felt, $0.value) })
            let root = try updater.update(.storage(entry.address), root: before.storageRoot, writes: writes)
            storageRoots.append((entry.address, Reference(root)))
        }
        var classes = Reference.known(roots.classes)
        if !diff.declaredClasses.isEmpty {
            let writes = try Self.writes(diff.declaredClasses.map { ($0.classHash.felt, $0.compiledClassHash.leaf) })
            classes = Reference(try updater.update(.classes, root: roots.classes, writes: writes))
        }
        let lower = updater.finish()
        for (address, root) in storageRoots { touched[address]?.storageRoot = root.value(in: lower) }

        // The contracts trie.
        let contracts = touched.map { StateDiff.Entry(address: $0.key, value: $0.value) }
            .sorted { $0.address < $1.address }
        var upper = HashedTries(hashes: [], changes: [])
        var contractsRoot = roots.contracts
        if !contracts.isEmpty {
            var updater = TrieUpdater(source: source)
            let leaves = zip(contracts, ContractLeaf.hashes(of: contracts.map { $0.value }))
            let writes = try Self.writes(leaves.map { ($0.address.felt, $1) })
            let root = Reference(try updater.update(.contracts, root: roots.contracts, writes: writes))
            upper = updater.finish()
            contractsRoot = root.value(in: upper)
        }
        self.roots = StateRoots(contracts: contractsRoot, classes: classes.value(in: lower))
        self.nodes = lower.changes + upper.changes
        self.contracts = contracts
    }

    private enum Reference {
        case known(Felt252)
        case pending(Int)

        init<Source: TrieNodeSource>(_ reference: TrieUpdater<Source>.Reference) {
            switch reference {
            case .hash(let hash): self = .known(hash)
            case .pending(let index): self = .pending(index)
            }
        }

        func value(in tries: HashedTries) -> Felt252 {
            switch self {
            case .known(let hash): hash
            case .pending(let index): tries.hashes[index]
            }
        }
    }

    private static func writes(_ pairs: [(Felt252, Felt252)]) throws(TrieError) -> [TrieWrite] {
        var writes: [TrieWrite] = []
        writes.reserveCapacity(pairs.count)
        for (key, leaf) in pairs {
            guard let write = TrieWrite(key: key, leaf: leaf) else { throw .invalidKeys }
            writes.append(write)
        }
        return writes
    }
}

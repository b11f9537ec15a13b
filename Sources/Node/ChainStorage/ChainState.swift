public import FiniteFields
public import StarknetModel

/// The state as it was after one block. Cheap to make, valid for good, readable from any thread: values are stored
/// with the block that set them.
public struct ChainState: Sendable {
    let store: ChainStore
    /// The block after which the state is read.
    public let blockNumber: UInt64
    /// What a block that is not decided yet changes on top of it.
    private let overlay: StateOverlay?

    init(store: ChainStore, blockNumber: UInt64, overlay: StateOverlay? = nil) {
        self.store = store
        self.blockNumber = blockNumber
        self.overlay = overlay
    }

    /// The state with the changes of a block that is not decided yet, and the classes that it declares.
    public func applying(_ diff: StateDiff, classes: [StoredClass] = []) -> ChainState {
        ChainState(store: store, blockNumber: blockNumber, overlay: StateOverlay(diff, classes))
    }

    /// The value of a storage cell; zero when it was never set.
    public func storage(_ address: ContractAddress, _ key: StorageKey) throws(StoreError) -> Felt252 {
        if let value = overlay?.storage[StorageCell(address: address, key: key)] { return value }
        return try newest(.storage, StoreKeys.cell(address, key)) ?? .zero
    }

    /// The block that set a storage cell last; the one after this state's for a block that is not decided yet, nil when it
    /// was never set.
    public func lastUpdate(of address: ContractAddress, _ key: StorageKey) throws(StoreError) -> UInt64? {
        if overlay?.storage[StorageCell(address: address, key: key)] != nil { return blockNumber + 1 }
        let prefix = StoreKeys.cell(address, key)
        var found: UInt64?
        try store.database.scan(.storage, from: prefix + StoreKeys.inverted(blockNumber), prefix: prefix) {
            (rest, _) throws(StoreError) in
            guard let inverted = StoreKeys.integer(rest) else { throw .damaged("state value") }
            found = ~inverted
            return false
        }
        try store.requireKept(blockNumber &+ 1)
        return found
    }

    /// The nonce of a contract; zero when it was never set.
    public func nonce(_ address: ContractAddress) throws(StoreError) -> Felt252 {
        if let value = overlay?.nonces[address] { return value }
        return try newest(.contracts, StoreKeys.contract(.nonce, address)) ?? .zero
    }

    /// The class of a contract; `ClassHash.none` where there is no contract.
    public func classHash(_ address: ContractAddress) throws(StoreError) -> ClassHash {
        if let hash = overlay?.classHashes[address] { return hash }
        return ClassHash(try newest(.contracts, StoreKeys.contract(.classHash, address)) ?? .zero)
    }

    /// The compiled class hash of a class; nil when it is not declared at this block.
    public func compiledClassHash(_ hash: ClassHash) throws(StoreError) -> CompiledClassHash? {
        if let compiled = overlay?.compiled[hash] { return compiled }
        return try declared(hash)?.compiled
    }

    /// A declared class; nil when it is not declared at this block.
    public func sierraClass(_ hash: ClassHash) throws(StoreError) -> SierraClass? {
        if let found = overlay?.classes[hash] { return found.sierra }
        guard let entry = try declared(hash) else { return nil }
        return try store.decoded(entry.sierra, "class \(hash.felt)")
    }

    /// The entry of a class, in the parts that `ChainStore.commit` writes; nil when it is not declared at this block.
    private func declared(
        _ hash: ClassHash
    ) throws(StoreError) -> (compiled: CompiledClassHash, sierra: ArraySlice<UInt8>)? {
        guard let bytes = try store.database.get(.classes, hash.felt.bigEndianBytes) else { return nil }
        guard bytes.count > 40, let declaredAt = StoreKeys.integer(bytes.prefix(8)) else {
            throw .damaged("class \(hash.felt)")
        }
        guard declaredAt <= blockNumber else { return nil }
        let compiled = try store.felt(bytes.dropFirst(8).prefix(32), "class \(hash.felt)")
        return (CompiledClassHash(compiled), bytes.dropFirst(40))
    }

    /// The newest value that is not younger than the block.
    private func newest(_ family: ColumnFamily, _ prefix: [UInt8]) throws(StoreError) -> Felt252? {
        var found: [UInt8]?
        let start = prefix + StoreKeys.inverted(blockNumber)
        try store.database.scan(family, from: start, prefix: prefix) { (_, value) throws(StoreError) in
            found = value
            return false
        }
        // Looked at afterwards: what is removed is out of bounds before it is gone.
        // The state before the first block that is kept is the last one there.
        try store.requireKept(blockNumber &+ 1)
        guard let found else { return nil }
        return try store.felt(found[...], "state value")
    }
}

extension ChainStore {
    /// The state after a block, which must be in the store.
    public func state(after blockNumber: UInt64) -> ChainState { ChainState(store: self, blockNumber: blockNumber) }

    /// The CASM file of a compiled class, JSON text.
    public func casm(_ hash: CompiledClassHash) throws(StoreError) -> [UInt8]? {
        try database.get(.compiledClasses, hash.felt.bigEndianBytes)
    }

    /// Throws `pruned` for a block whose content and state the store does not keep any more.
    public func requireKept(_ number: UInt64) throws(StoreError) {
        let first = bounds.keptFrom
        guard number >= first else { throw .pruned(keptFrom: first) }
    }
}

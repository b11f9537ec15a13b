public import FiniteFields
public import StarknetModel

/// A state in memory: for genesis, tools and tests. Chains keep theirs in a store.
public struct MemoryState: StateReader {
    private var cells: [StorageCell: Felt252] = [:]
    private var nonces: [ContractAddress: Felt252] = [:]
    private var classHashes: [ContractAddress: ClassHash] = [:]
    private var compiled: [ClassHash: CompiledClassHash] = [:]
    private var classes: [ClassHash: ContractClass] = [:]

    /// The empty state.
    public init() {}

    /// Moves on to the state after `diff`. Classes it declares must have been given to `add`.
    public mutating func apply(_ diff: StateDiff) {
        for entry in diff.storage {
            for write in entry.value { cells[StorageCell(address: entry.address, key: write.key)] = write.value }
        }
        for entry in diff.nonces { nonces[entry.address] = entry.value }
        for entry in diff.deployedContracts + diff.replacedClasses { classHashes[entry.address] = entry.value }
        for entry in diff.declaredClasses { compiled[entry.classHash] = entry.compiledClassHash }
    }

    /// Adds the code of a class and declares it.
    public mutating func add(_ classHash: ClassHash, compiledClassHash: CompiledClassHash, _ code: ContractClass) {
        compiled[classHash] = compiledClassHash
        classes[classHash] = code
    }

    /// Everything in it, as the diff from the empty state.
    func wholeState(declaring declared: [StateDiff.DeclaredClass]) -> StateDiff {
        var writes: [ContractAddress: [StateDiff.Write]] = [:]
        for (cell, value) in cells where !value.isZero {
            writes[cell.address, default: []].append(.init(key: cell.key, value: value))
        }
        return StateDiff(
            storage: writes.map { .init(address: $0.key, value: $0.value) },
            deployedContracts: classHashes.map { .init(address: $0.key, value: $0.value) },
            declaredClasses: declared,
            nonces: nonces.filter { !$0.value.isZero }.map { .init(address: $0.key, value: $0.value) })
    }

    public func storage(at cell: StorageCell) throws(StateReadError) -> Felt252 { cells[cell] ?? .zero }
    public func nonce(of address: ContractAddress) throws(StateReadError) -> Felt252 { nonces[address] ?? .zero }
    public func classHash(at address: ContractAddress) throws(StateReadError) -> ClassHash {
        classHashes[address] ?? .none
    }
    public func compiledClassHash(of classHash: ClassHash) throws(StateReadError) -> CompiledClassHash? {
        compiled[classHash]
    }
    public func contractClass(_ classHash: ClassHash) throws(StateReadError) -> ContractClass? { classes[classHash] }
}

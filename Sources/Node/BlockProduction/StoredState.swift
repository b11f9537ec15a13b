import CasmModel
public import ChainStorage
public import FiniteFields
public import StarknetModel
public import TransactionExecution

/// A state of the store as execution reads it.
public struct StoredState: StateReader {
    let state: ChainState
    let store: ChainStore
    let cache: ClassCache

    public init(_ state: ChainState, store: ChainStore, cache: ClassCache) {
        self.state = state
        self.store = store
        self.cache = cache
    }

    private func read<Value>(_ body: () throws(StoreError) -> Value) throws(StateReadError) -> Value {
        do { return try body() } catch { throw StateReadError(reason: "\(error)") }
    }

    public func storage(at cell: StorageCell) throws(StateReadError) -> Felt252 {
        try read { () throws(StoreError) in try state.storage(cell.address, cell.key) }
    }

    public func nonce(of address: ContractAddress) throws(StateReadError) -> Felt252 {
        try read { () throws(StoreError) in try state.nonce(address) }
    }

    public func classHash(at address: ContractAddress) throws(StateReadError) -> ClassHash {
        try read { () throws(StoreError) in try state.classHash(address) }
    }

    public func compiledClassHash(of classHash: ClassHash) throws(StateReadError) -> CompiledClassHash? {
        try read { () throws(StoreError) in try state.compiledClassHash(classHash) }
    }

    public func contractClass(_ classHash: ClassHash) throws(StateReadError) -> ContractClass? {
        // A class of a later block must not be seen, even when it is in the cache.
        guard let compiled = try compiledClassHash(of: classHash) else { return nil }
        return try cache.contractClass(classHash, compiled: compiled, store)
    }
}

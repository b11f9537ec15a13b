public import FiniteFields
public import StarknetModel

/// The state while a block's calls run: what was there before below, changes on top, and a journal to undo them.
///
/// It also remembers every value it took from below: that is what a block's opening must prove, and what tells real
/// changes from written ones.
public struct JournaledState<Source: StateSource> {
    enum Change {
        case storage(StorageCell, Felt252?)
        case nonce(ContractAddress, Felt252?)
        case classHash(ContractAddress, ClassHash?)
        case declaration(ClassHash)
    }

    /// The state before.
    public let source: Source
    /// The values that were taken from it.
    public private(set) var originalStorage: [StorageCell: Felt252] = [:]
    public private(set) var originalNonces: [ContractAddress: Felt252] = [:]
    public private(set) var originalClasses: [ContractAddress: ClassHash] = [:]
    private(set) var storage: [StorageCell: Felt252] = [:]
    private(set) var nonces: [ContractAddress: Felt252] = [:]
    private(set) var classHashes: [ContractAddress: ClassHash] = [:]
    /// Classes that were declared on top, with what they compile to.
    public private(set) var declared: [ClassHash: CompiledClassHash] = [:]
    private(set) var journal: [Change] = []

    /// No changes yet.
    public init(_ source: Source) { self.source = source }

    // MARK: Reading

    public mutating func storage(at cell: StorageCell) throws(Source.Failure) -> Felt252 {
        if let value = storage[cell] { return value }
        return try original(cell)
    }

    private mutating func original(_ cell: StorageCell) throws(Source.Failure) -> Felt252 {
        if let value = originalStorage[cell] { return value }
        let value = try source.storage(at: cell)
        originalStorage[cell] = value
        return value
    }

    public mutating func nonce(of address: ContractAddress) throws(Source.Failure) -> Felt252 {
        if let value = nonces[address] { return value }
        if let value = originalNonces[address] { return value }
        let value = try source.nonce(of: address)
        originalNonces[address] = value
        return value
    }

    public mutating func classHash(at address: ContractAddress) throws(Source.Failure) -> ClassHash {
        if let value = classHashes[address] { return value }
        if let value = originalClasses[address] { return value }
        let value = try source.classHash(at: address)
        originalClasses[address] = value
        return value
    }

    // MARK: Writing

    public mutating func write(_ value: Felt252, at cell: StorageCell) throws(Source.Failure) {
        // The value before is needed in the end, to tell whether the cell changed.
        _ = try original(cell)
        journal.append(.storage(cell, storage[cell]))
        storage[cell] = value
    }

    public mutating func setNonce(_ nonce: Felt252, of address: ContractAddress) throws(Source.Failure) {
        _ = try self.nonce(of: address)
        journal.append(.nonce(address, nonces[address]))
        nonces[address] = nonce
    }

    public mutating func setClassHash(_ classHash: ClassHash, at address: ContractAddress) throws(Source.Failure) {
        _ = try self.classHash(at: address)
        journal.append(.classHash(address, classHashes[address]))
        classHashes[address] = classHash
    }

    /// Declares a class that is not declared yet.
    public mutating func declare(_ classHash: ClassHash, as compiled: CompiledClassHash) {
        journal.append(.declaration(classHash))
        declared[classHash] = compiled
    }

    // MARK: Undoing

    /// A moment to come back to.
    public var checkpoint: Int { journal.count }

    /// Undoes everything written since `checkpoint`.
    public mutating func revert(to checkpoint: Int) {
        while journal.count > checkpoint, let change = journal.popLast() {
            switch change {
            case .storage(let cell, let value): storage[cell] = value
            case .nonce(let address, let value): nonces[address] = value
            case .classHash(let address, let value): classHashes[address] = value
            case .declaration(let classHash): declared[classHash] = nil
            }
        }
    }
}

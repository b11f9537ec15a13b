import FiniteFields
import StarknetModel

/// The state while a block is executed: the parent's state below, changes on top, and a journal to undo them.
///
/// It also remembers every value it took from the parent's state, which is what a block's opening must prove.
final class CachedState {
    private enum Change {
        case storage(StorageCell, Felt252?)
        case nonce(ContractAddress, Felt252?)
        case classHash(ContractAddress, ClassHash?)
    }

    private let base: any StateReader
    private(set) var originalStorage: [StorageCell: Felt252] = [:]
    private(set) var originalNonces: [ContractAddress: Felt252] = [:]
    private(set) var originalClasses: [ContractAddress: ClassHash] = [:]
    /// Every class that was looked for.
    private(set) var classes: [ClassHash: ContractClass?] = [:]
    private var storage: [StorageCell: Felt252] = [:]
    private var nonces: [ContractAddress: Felt252] = [:]
    private var classHashes: [ContractAddress: ClassHash] = [:]
    private var journal: [Change] = []

    init(_ base: any StateReader) { self.base = base }

    // MARK: Reading

    func storage(at cell: StorageCell) throws(StateReadError) -> Felt252 {
        if let value = storage[cell] { return value }
        return try original(cell)
    }

    private func original(_ cell: StorageCell) throws(StateReadError) -> Felt252 {
        if let value = originalStorage[cell] { return value }
        let value = try base.storage(at: cell)
        originalStorage[cell] = value
        return value
    }

    func nonce(of address: ContractAddress) throws(StateReadError) -> Felt252 {
        if let value = nonces[address] ?? originalNonces[address] { return value }
        let value = try base.nonce(of: address)
        originalNonces[address] = value
        return value
    }

    func classHash(at address: ContractAddress) throws(StateReadError) -> ClassHash {
        if let value = classHashes[address] ?? originalClasses[address] { return value }
        let value = try base.classHash(at: address)
        originalClasses[address] = value
        return value
    }

    /// The code of a class; nil when it is not declared.
    func contractClass(_ hash: ClassHash) throws(StateReadError) -> ContractClass? {
        if let known = classes[hash] { return known }
        let found = try base.contractClass(hash)
        classes[hash] = .some(found)
        return found
    }

    // MARK: Writing

    func write(_ value: Felt252, at cell: StorageCell) throws(StateReadError) {
        // The value before the block is needed for the state diff, whatever the contract read.
        _ = try original(cell)
        journal.append(.storage(cell, storage[cell]))
        storage[cell] = value
    }

    func setNonce(_ nonce: Felt252, of address: ContractAddress) throws(StateReadError) {
        _ = try self.nonce(of: address)
        journal.append(.nonce(address, nonces[address]))
        nonces[address] = nonce
    }

    func setClassHash(_ classHash: ClassHash, at address: ContractAddress) throws(StateReadError) {
        _ = try self.classHash(at: address)
        journal.append(.classHash(address, classHashes[address]))
        classHashes[address] = classHash
    }

    // MARK: Undoing

    /// A moment to come back to.
    var checkpoint: Int { journal.count }

    /// Undoes everything written since `checkpoint`.
    func revert(to checkpoint: Int) {
        while journal.count > checkpoint, let change = journal.popLast() {
            switch change {
            case .storage(let cell, let value): storage[cell] = value
            case .nonce(let address, let value): nonces[address] = value
            case .classHash(let address, let value): classHashes[address] = value
            }
        }
    }

    /// Real changes between the parent's state and now.
    var diff: StateDiff {
        var writes: [ContractAddress: [StateDiff.Write]] = [:]
        for (cell, value) in storage where originalStorage[cell] != value {
            writes[cell.address, default: []].append(.init(key: cell.key, value: value))
        }
        let changed = classHashes.filter { originalClasses[$0.key] != $0.value }
        let isNew = { (address: ContractAddress) in self.originalClasses[address] == ClassHash.none }
        return StateDiff(
            storage: writes.map { .init(address: $0.key, value: $0.value) },
            deployedContracts: changed.filter { isNew($0.key) }.map { .init(address: $0.key, value: $0.value) },
            replacedClasses: changed.filter { !isNew($0.key) }.map { .init(address: $0.key, value: $0.value) },
            nonces: nonces.filter { originalNonces[$0.key] != $0.value }.map { .init(address: $0.key, value: $0.value) }
        )
    }

    /// Changes since a checkpoint that are real against the state at that moment, by cell: value before and now.
    func storageChanges(since checkpoint: Int) -> [(cell: StorageCell, before: Felt252, now: Felt252)] {
        var before: [StorageCell: Felt252] = [:]
        for case .storage(let cell, let value) in journal[checkpoint...] where before[cell] == nil {
            before[cell] = value ?? originalStorage[cell] ?? .zero
        }
        return before.compactMap { cell, old in
            let now = storage[cell] ?? originalStorage[cell] ?? .zero
            return now == old ? nil : (cell, old, now)
        }
    }

    /// Contracts whose class changed since a checkpoint, and contracts whose nonce changed.
    func contractChanges(since checkpoint: Int) -> (classes: Set<ContractAddress>, nonces: Set<ContractAddress>) {
        var classes: Set<ContractAddress> = [], nonces: Set<ContractAddress> = []
        for change in journal[checkpoint...] {
            switch change {
            case .storage: break
            case .nonce(let address, _): nonces.insert(address)
            case .classHash(let address, _): classes.insert(address)
            }
        }
        return (classes, nonces)
    }
}

import FiniteFields
public import StarknetModel

/// A storage cell that changed, with its values before and now.
struct StorageChange {
    var cell: StorageCell
    var before: Felt252
    var now: Felt252
}

extension JournaledState {
    /// Real changes between the state before and now.
    public var diff: StateDiff { diff(since: 0) }

    /// Classes that were declared since a checkpoint.
    func declarations(since checkpoint: Int) -> [ClassHash] {
        journal[checkpoint...].compactMap { change in
            if case .declaration(let classHash) = change { classHash } else { nil }
        }
    }

    /// Real changes between a checkpoint and now.
    public func diff(since checkpoint: Int) -> StateDiff {
        var writes: [ContractAddress: [StateDiff.Write]] = [:]
        for change in storageChanges(since: checkpoint) {
            writes[change.cell.address, default: []].append(.init(key: change.cell.key, value: change.now))
        }
        let changed = contractChanges(since: checkpoint)
        var deployed: [StateDiff.Entry<ClassHash>] = [], replaced: [StateDiff.Entry<ClassHash>] = []
        for (address, before) in changed.classes {
            let entry = StateDiff.Entry(address: address, value: classHashes[address] ?? ClassHash.none)
            if before == ClassHash.none { deployed.append(entry) } else { replaced.append(entry) }
        }
        let compiled = declarations(since: checkpoint).compactMap { hash in
            declared[hash].map { StateDiff.DeclaredClass(classHash: hash, compiledClassHash: $0) }
        }
        return StateDiff(
            storage: writes.map { .init(address: $0.key, value: $0.value) }, deployedContracts: deployed,
            replacedClasses: replaced, declaredClasses: compiled,
            nonces: changed.nonces.map { .init(address: $0, value: nonces[$0] ?? .zero) })
    }

    /// Cells that have another value than at a checkpoint.
    func storageChanges(since checkpoint: Int) -> [StorageChange] {
        var before: [StorageCell: Felt252] = [:]
        for case .storage(let cell, let value) in journal[checkpoint...] where before[cell] == nil {
            before[cell] = value ?? originalStorage[cell] ?? .zero
        }
        var changes: [StorageChange] = []
        for (cell, old) in before {
            let now = storage[cell] ?? originalStorage[cell] ?? .zero
            if now != old { changes.append(StorageChange(cell: cell, before: old, now: now)) }
        }
        return changes
    }

    /// Contracts that have another class than at a checkpoint, with the one they had, and contracts that have another nonce.
    func contractChanges(
        since checkpoint: Int
    ) -> (classes: [ContractAddress: ClassHash], nonces: Set<ContractAddress>) {
        var classes: [ContractAddress: ClassHash] = [:], nonces: [ContractAddress: Felt252] = [:]
        for change in journal[checkpoint...] {
            switch change {
            case .storage, .declaration: break
            case .nonce(let address, let value):
                if nonces[address] == nil { nonces[address] = value ?? originalNonces[address] ?? .zero }
            case .classHash(let address, let value):
                if classes[address] == nil { classes[address] = value ?? originalClasses[address] ?? ClassHash.none }
            }
        }
        return (
            classes.filter { classHashes[$0.key] != $0.value },
            Set(nonces.lazy.filter { self.nonces[$0.key] != $0.value }.map { $0.key })
        )
    }
}

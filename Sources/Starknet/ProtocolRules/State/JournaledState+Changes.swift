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
    public var diff: StateDiff {
        var writes: [ContractAddress: [StateDiff.Write]] = [:]
        for (cell, value) in storage where originalStorage[cell] != value {
            writes[cell.address, default: []].append(.init(key: cell.key, value: value))
        }
        var deployed: [StateDiff.Entry<ClassHash>] = [], replaced: [StateDiff.Entry<ClassHash>] = []
        for (address, classHash) in classHashes where originalClasses[address] != classHash {
            let entry = StateDiff.Entry(address: address, value: classHash)
            if originalClasses[address] == ClassHash.none { deployed.append(entry) } else { replaced.append(entry) }
        }
        var changed: [StateDiff.Entry<Felt252>] = []
        for (address, nonce) in nonces where originalNonces[address] != nonce {
            changed.append(.init(address: address, value: nonce))
        }
        return StateDiff(
            storage: writes.map { .init(address: $0.key, value: $0.value) }, deployedContracts: deployed,
            replacedClasses: replaced,
            declaredClasses: declared.map { .init(classHash: $0.key, compiledClassHash: $0.value) }, nonces: changed)
    }

    /// How many classes were declared since a checkpoint.
    func declarations(since checkpoint: Int) -> Int {
        journal[checkpoint...].reduce(0) { count, change in
            if case .declaration = change { count + 1 } else { count }
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
        for address in changed.classes {
            let entry = StateDiff.Entry(address: address, value: classHashes[address] ?? ClassHash.none)
            if classHash(before: checkpoint, at: address) == ClassHash.none {
                deployed.append(entry)
            } else {
                replaced.append(entry)
            }
        }
        return StateDiff(
            storage: writes.map { .init(address: $0.key, value: $0.value) }, deployedContracts: deployed,
            replacedClasses: replaced,
            nonces: changed.nonces.map { .init(address: $0, value: nonces[$0] ?? .zero) })
    }

    private func classHash(before checkpoint: Int, at address: ContractAddress) -> ClassHash {
        for case .classHash(address, let value) in journal[checkpoint...] {
            return value ?? originalClasses[address] ?? ClassHash.none
        }
        return classHashes[address] ?? ClassHash.none
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

    /// Contracts that have another class than at a checkpoint, and contracts that have another nonce.
    func contractChanges(since checkpoint: Int) -> (classes: Set<ContractAddress>, nonces: Set<ContractAddress>) {
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
        var changed: (classes: Set<ContractAddress>, nonces: Set<ContractAddress>) = ([], [])
        for (address, old) in classes where classHashes[address] != old { changed.classes.insert(address) }
        for (address, old) in nonces where self.nonces[address] != old { changed.nonces.insert(address) }
        return changed
    }
}

import FiniteFields
import StarknetModel
import StateTries

/// The state during a replay: the opened previous state with the writes so far on top, and a journal to take writes back.
struct ReplayState {
    let previous: OpenedState
    private(set) var storage: [StorageCell: Felt252] = [:]
    private(set) var classes: [ContractAddress: ClassHash] = [:]
    private(set) var nonces: [ContractAddress: Felt252] = [:]
    private var journal: [Change] = []

    private enum Change {
        case storage(StorageCell, Felt252?)
        case contract(ContractAddress, ClassHash?)
    }

    init(previous: OpenedState) { self.previous = previous }

    func value(_ cell: StorageCell) throws(ReplayFailure) -> Felt252 {
        if let known = storage[cell] { return known }
        do { return try previous.storage(at: cell) } catch { throw .opening }
    }

    mutating func write(_ value: Felt252, at cell: StorageCell) throws(ReplayFailure) {
        // The previous value is needed in the end, to tell whether the cell changed.
        _ = try self.value(cell)
        journal.append(.storage(cell, storage[cell]))
        storage[cell] = value
    }

    func classHash(_ address: ContractAddress) throws(ReplayFailure) -> ClassHash {
        if let known = classes[address] { return known }
        do { return try previous.contract(at: address).classHash } catch { throw .opening }
    }

    mutating func setClass(_ classHash: ClassHash, at address: ContractAddress) throws(ReplayFailure) {
        _ = try self.classHash(address)
        journal.append(.contract(address, classes[address]))
        classes[address] = classHash
    }

    func nonce(_ address: ContractAddress) throws(ReplayFailure) -> Felt252 {
        if let known = nonces[address] { return known }
        do { return try previous.contract(at: address).nonce } catch { throw .opening }
    }

    /// Nonces are never taken back: a reverted transaction counts.
    mutating func setNonce(_ nonce: Felt252, of address: ContractAddress) { nonces[address] = nonce }

    var checkpoint: Int { journal.count }

    mutating func revert(to checkpoint: Int) {
        while journal.count > checkpoint, let change = journal.popLast() {
            switch change {
            case .storage(let cell, let value): storage[cell] = value
            case .contract(let address, let value): classes[address] = value
            }
        }
    }

    /// What changed against the previous state.
    func difference() throws(ReplayFailure) -> StateDiff {
        do {
            var writes: [ContractAddress: [StateDiff.Write]] = [:]
            for (cell, value) in storage where try previous.storage(at: cell) != value {
                writes[cell.address, default: []].append(StateDiff.Write(key: cell.key, value: value))
            }
            var deployed: [StateDiff.Entry<ClassHash>] = [], replaced: [StateDiff.Entry<ClassHash>] = []
            for (address, classHash) in classes {
                let before = try previous.contract(at: address).classHash
                if before == classHash { continue }
                let entry = StateDiff.Entry(address: address, value: classHash)
                if before == .none { deployed.append(entry) } else { replaced.append(entry) }
            }
            var changed: [StateDiff.Entry<Felt252>] = []
            for (address, nonce) in nonces where try previous.contract(at: address).nonce != nonce {
                changed.append(StateDiff.Entry(address: address, value: nonce))
            }
            return StateDiff(
                storage: writes.map { StateDiff.Entry(address: $0.key, value: $0.value) }, deployedContracts: deployed,
                replacedClasses: replaced, declaredClasses: [], nonces: changed)
        } catch {
            throw .opening
        }
    }
}

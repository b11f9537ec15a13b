import FiniteFields
import StarknetModel

/// What one block changes, for reading on top of a stored state.
final class StateOverlay: Sendable {
    let storage: [StorageCell: Felt252]
    let nonces: [ContractAddress: Felt252]
    let classHashes: [ContractAddress: ClassHash]
    let compiled: [ClassHash: CompiledClassHash]
    let classes: [ClassHash: StoredClass]

    init(_ diff: StateDiff, _ declared: [StoredClass]) {
        var storage: [StorageCell: Felt252] = [:]
        for entry in diff.storage {
            for write in entry.value { storage[StorageCell(address: entry.address, key: write.key)] = write.value }
        }
        self.storage = storage
        nonces = Dictionary(diff.nonces.map { ($0.address, $0.value) }) { $1 }
        classHashes = Dictionary((diff.deployedContracts + diff.replacedClasses).map { ($0.address, $0.value) }) { $1 }
        compiled = Dictionary(diff.declaredClasses.map { ($0.classHash, $0.compiledClassHash) }) { $1 }
        classes = Dictionary(declared.map { ($0.classHash, $0) }) { $1 }
    }
}

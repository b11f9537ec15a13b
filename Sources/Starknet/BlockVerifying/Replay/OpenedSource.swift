import FiniteFields
import ProtocolRules
import StarknetModel
import StateTries

/// The previous state as a replay reads it: what is not opened cannot be read.
struct OpenedSource: StateSource {
    let opened: OpenedState

    func storage(at cell: StorageCell) throws(ReplayFailure) -> Felt252 {
        do { return try opened.storage(at: cell) } catch { throw .opening }
    }

    func nonce(of address: ContractAddress) throws(ReplayFailure) -> Felt252 {
        do { return try opened.contract(at: address).nonce } catch { throw .opening }
    }

    func classHash(at address: ContractAddress) throws(ReplayFailure) -> ClassHash {
        do { return try opened.contract(at: address).classHash } catch { throw .opening }
    }

    /// Whether a class is declared.
    func isDeclared(_ classHash: ClassHash) throws(ReplayFailure) -> Bool {
        do { return try !opened.classLeaf(of: classHash).isZero } catch { throw .opening }
    }
}

public import FiniteFields
public import StarknetModel

/// The state that calls build on: what was there before the first of them.
public protocol StateSource {
    /// Why a value cannot be read: a damaged store, an opening that leaves it out.
    associatedtype Failure: Error
    /// The value of a storage cell; 0 where nothing was written.
    func storage(at cell: StorageCell) throws(Failure) -> Felt252
    /// The nonce of a contract; 0 where there is none.
    func nonce(of address: ContractAddress) throws(Failure) -> Felt252
    /// The class of a contract; `ClassHash.none` where there is none.
    func classHash(at address: ContractAddress) throws(Failure) -> ClassHash
}

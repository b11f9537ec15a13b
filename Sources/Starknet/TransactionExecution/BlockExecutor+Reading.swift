public import FiniteFields
import ProtocolRules
public import StarknetModel

/// What was read of the state before a block: enough to execute the same transactions again.
public struct InitialReads: Sendable {
    public var storage: [StorageCell: Felt252] = [:]
    public var nonces: [ContractAddress: Felt252] = [:]
    public var classHashes: [ContractAddress: ClassHash] = [:]
    /// Classes that were looked for, and whether they were declared.
    public var classes: [ClassHash: Bool] = [:]

    /// Nothing was read.
    public init() {}
}

extension BlockExecutor {
    /// What the transactions so far read of the state before them.
    public var initialReads: InitialReads {
        var reads = InitialReads()
        reads.storage = host.state.originalStorage
        // Written before the first transaction, whatever it held: nobody reads what was there.
        if let aged = agedBlock(of: context.number), let key = StorageKey(Felt252(aged)) {
            reads.storage[StorageCell(address: .blockHashes, key: key)] = nil
        }
        reads.nonces = host.state.originalNonces
        reads.classHashes = host.state.originalClasses
        reads.classes = host.classes.mapValues { $0 != nil }
        return reads
    }

    /// An account's nonce after the transactions so far.
    public func nonce(of address: ContractAddress) throws(StateReadError) -> Felt252 {
        try host.state.nonce(of: address)
    }
}

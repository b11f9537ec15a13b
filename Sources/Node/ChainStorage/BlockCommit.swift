public import FiniteFields
public import StarknetModel
public import StateTries

/// Everything that one decided block changes in the store. It is written as a whole or not at all.
public struct BlockCommit: Sendable {
    public var block: Block
    public var blockHash: Felt252
    /// Hashes of the block's transactions, in order.
    public var transactionHashes: [Felt252]
    /// What the block's state diff does to the tries.
    public var stateUpdate: StateUpdate
    /// Classes that the block declares.
    public var classes: [StoredClass]
    /// What the node keeps of the execution for provers: an encoded `BlockExecutionRecord`.
    public var executionRecord: [UInt8]?
    /// The quorum certificate; nil for genesis and for a node that runs alone.
    public var certificate: [UInt8]?

    public init(
        block: Block, blockHash: Felt252, transactionHashes: [Felt252], stateUpdate: StateUpdate,
        classes: [StoredClass] = [], executionRecord: [UInt8]? = nil, certificate: [UInt8]? = nil
    ) {
        self.block = block
        self.blockHash = blockHash
        self.transactionHashes = transactionHashes
        self.stateUpdate = stateUpdate
        self.classes = classes
        self.executionRecord = executionRecord
        self.certificate = certificate
    }
}

/// A declared class with its compiled form.
public struct StoredClass: Sendable, Equatable {
    public var classHash: ClassHash
    public var compiledClassHash: CompiledClassHash
    public var sierra: SierraClass
    /// The CASM file, JSON text.
    public var casm: [UInt8]

    public init(
        classHash: ClassHash, compiledClassHash: CompiledClassHash, sierra: SierraClass, casm: [UInt8]
    ) {
        self.classHash = classHash
        self.compiledClassHash = compiledClassHash
        self.sierra = sierra
        self.casm = casm
    }
}

/// The last block of the store.
public struct ChainHead: Sendable, Equatable {
    public var number: UInt64
    public var hash: Felt252
    /// The roots of the state after it.
    public var roots: StateRoots

    public init(number: UInt64, hash: Felt252, roots: StateRoots) {
        self.number = number
        self.hash = hash
        self.roots = roots
    }

    /// As it is stored.
    var bytes: [UInt8] {
        StoreKeys.number(number) + hash.bigEndianBytes + roots.contracts.bigEndianBytes + roots.classes.bigEndianBytes
    }
}

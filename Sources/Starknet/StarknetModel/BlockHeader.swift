public import FiniteFields
import HashFunctions

/// The head of a block: everything its hash commits to (EXEC §2.8, the layout since 0.13.4).
public struct BlockHeader: Hashable, Sendable {
    public var context: BlockContext
    /// The hash of the block before; zero for block 0.
    public var parentHash: Felt252
    /// The state's root after this block.
    public var stateRoot: Felt252
    public var transactionCount: UInt64
    public var eventCount: UInt64
    public var stateDiffLength: UInt64
    public var stateDiffCommitment: Felt252
    public var transactionCommitment: Felt252
    public var eventCommitment: Felt252
    public var receiptCommitment: Felt252

    /// A header with the given content.
    public init(
        context: BlockContext, parentHash: Felt252, stateRoot: Felt252, transactionCount: UInt64, eventCount: UInt64,
        stateDiffLength: UInt64, stateDiffCommitment: Felt252, transactionCommitment: Felt252, eventCommitment: Felt252,
        receiptCommitment: Felt252
    ) {
        self.context = context
        self.parentHash = parentHash
        self.stateRoot = stateRoot
        self.transactionCount = transactionCount
        self.eventCount = eventCount
        self.stateDiffLength = stateDiffLength
        self.stateDiffCommitment = stateDiffCommitment
        self.transactionCommitment = transactionCommitment
        self.eventCommitment = eventCommitment
        self.receiptCommitment = receiptCommitment
    }

    /// The block hash.
    public var hash: Felt252 {
        // The transaction count is the highest word; below 2^59 it cannot wrap around p.
        let counts = Felt252(
            reducing: context.usesBlobs ? 1 << 63 : 0, stateDiffLength, eventCount, transactionCount)
        return Poseidon.hash(list: [
            Felt252(ascii: "STARKNET_BLOCK_HASH1"), Felt252(context.number), stateRoot, context.sequencer.felt,
            Felt252(context.timestamp), counts, stateDiffCommitment, transactionCommitment, eventCommitment,
            receiptCommitment, context.gasPrices.hash, context.version.felt, .zero, parentHash,
        ])
    }
}

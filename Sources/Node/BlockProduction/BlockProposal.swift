public import ByteCoding
public import FiniteFields
public import StarknetModel

/// What determines a block on top of its parent: what validators send each other. Everything else of a block follows
/// by execution.
public struct BlockProposal: ByteCodable, Sendable, Equatable {
    public var parentHash: Felt252
    public var context: BlockContext
    /// Declarations with their classes.
    public var transactions: [SubmittedTransaction]

    public init(parentHash: Felt252, context: BlockContext, transactions: [SubmittedTransaction]) {
        self.parentHash = parentHash
        self.context = context
        self.transactions = transactions
    }

    public func encode(to writer: inout ByteWriter) {
        writer.felt(parentHash)
        writer.value(context)
        writer.values(transactions)
    }

    /// What stands before the transactions.
    static func head(from reader: inout ByteReader) throws(ByteCodingError) -> (Felt252, BlockContext) {
        (try reader.felt(), try BlockContext(from: &reader))
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        (parentHash, context) = try Self.head(from: &reader)
        transactions = try reader.values(SubmittedTransaction.self, max: ModelLimits.transactionsMax)
    }
}

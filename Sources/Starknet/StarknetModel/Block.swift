/// An executed block.
public struct Block: Hashable, Sendable {
    public var header: BlockHeader
    /// In order of execution.
    public var transactions: [Transaction]
    /// One for each transaction, in the same order.
    public var receipts: [TransactionReceipt]
    public var stateDiff: StateDiff

    /// A block with the given content.
    public init(header: BlockHeader, transactions: [Transaction], receipts: [TransactionReceipt], stateDiff: StateDiff)
    {
        self.header = header
        self.transactions = transactions
        self.receipts = receipts
        self.stateDiff = stateDiff
    }
}

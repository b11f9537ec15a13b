public import FiniteFields

extension BlockHeader {
    /// The header of an executed block: counts and commitments computed from its content.
    ///
    /// `transactionHashes` are those of `transactions`, in order.
    public init(
        context: BlockContext, parentHash: Felt252, stateRoot: Felt252, transactions: [Transaction],
        transactionHashes: [Felt252], receipts: [TransactionReceipt], stateDiff: StateDiff
    ) {
        self.init(
            context: context, parentHash: parentHash, stateRoot: stateRoot,
            transactionCount: UInt64(transactions.count),
            eventCount: UInt64(receipts.reduce(0) { $0 + $1.events.count }),
            stateDiffLength: UInt64(stateDiff.length),
            stateDiffCommitment: BlockCommitments.stateDiff(stateDiff),
            transactionCommitment: BlockCommitments.transactions(transactions, hashes: transactionHashes),
            eventCommitment: BlockCommitments.events(receipts),
            receiptCommitment: BlockCommitments.receipts(receipts))
    }
}

import ChainStorage
import FiniteFields
import StarknetJSON
import StarknetModel

/// A block as subscribers hear of it.
struct BlockNews {
    let number: UInt64
    /// Nil of a block that is not decided yet.
    let header: StoredHeader?
    let transactions: [StoredTransaction]
    let receipts: [TransactionReceipt]
    /// Transactions that subscribers have heard of.
    let told: Set<Felt252>
    /// Those of a decided block that they heard of when it was not decided yet.
    let toldBefore: Set<Felt252>

    init(_ store: ChainStore, _ number: UInt64, toldBefore: Set<Felt252> = []) throws {
        guard let header = try store.header(number) else { throw RPCError.blockNotFound }
        self.number = number
        self.header = header
        transactions = try store.transactions(number)
        receipts = try store.receipts(number)
        told = []
        self.toldBefore = toldBefore
    }

    /// What is new in a block that is not decided yet; nil when nothing is.
    init?(_ pending: PreConfirmedBlock, told: Set<Felt252>) {
        guard pending.transactions.contains(where: { !told.contains($0.hash) }) else { return nil }
        number = pending.context.number
        header = nil
        transactions = pending.transactions
        receipts = pending.receipts
        self.told = told
        toldBefore = []
    }

    var place: ReceiptPlace { ReceiptPlace(blockHash: header?.hash, blockNumber: number) }

    var finality: FinalityStatus { header == nil ? .preConfirmed : .acceptedOnL2 }
}

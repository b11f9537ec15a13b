import ChainStorage
import StarknetJSON
import StarknetModel

/// A block as subscribers hear of it.
struct BlockNews {
    let number: UInt64
    let header: StoredHeader
    let transactions: [StoredTransaction]
    let receipts: [TransactionReceipt]

    init(_ store: ChainStore, _ number: UInt64) throws {
        guard let header = try store.header(number) else { throw RPCError.blockNotFound }
        self.number = number
        self.header = header
        transactions = try store.transactions(number)
        receipts = try store.receipts(number)
    }

    var place: ReceiptPlace { ReceiptPlace(blockHash: header.hash, blockNumber: number) }
}

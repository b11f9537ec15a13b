import FiniteFields
import JSONCoding

/// A block as the index stores it: the summary and its transactions with their raw JSON.
struct IndexedBlock: Sendable {
    struct Transaction: Sendable {
        var summary: TransactionSummary
        /// `{"transaction":…,"receipt":…}` as the RPC gave it, without white space.
        var raw: String
        var eventCount: Int
    }
    var summary: BlockSummary
    var transactions: [Transaction]
}

/// Reads the result of `starknet_getBlockWithReceipts`. Felts are normalised to minimal hex, so that the index can
/// compare them as text.
enum BlockReading {
    static let transactionsMax = 10_000

    static func block(_ json: JSONValue) throws(JSONError) -> IndexedBlock {
        let number = try json.member("block_number").integer(UInt64.self)
        let timestamp = try json.member("timestamp").integer(UInt64.self)
        let list = try json.member("transactions")
        guard list.count <= transactionsMax else { throw list.mismatch("at most \(transactionsMax) transactions") }
        var transactions: [IndexedBlock.Transaction] = []
        for (index, item) in try list.array().enumerated() {
            transactions.append(try transaction(item, block: number, index: index, timestamp: timestamp))
        }
        let summary = BlockSummary(
            number: number, hash: try felt(json, "block_hash"), parentHash: try felt(json, "parent_hash"),
            newRoot: try felt(json, "new_root"), sequencer: try felt(json, "sequencer_address"),
            version: try json.member("starknet_version").string(), timestamp: timestamp,
            transactionCount: transactions.count, eventCount: transactions.reduce(0) { $0 + $1.eventCount },
            proof: .pending)
        return IndexedBlock(summary: summary, transactions: transactions)
    }

    static func transaction(
        _ item: JSONValue, block: UInt64, index: Int, timestamp: UInt64
    ) throws(JSONError) -> IndexedBlock.Transaction {
        let transaction = try item.member("transaction"), receipt = try item.member("receipt")
        let type = try transaction.member("type").string()
        var sender = try transaction.optional("sender_address")
        if sender == nil { sender = try transaction.optional("contract_address") }
        if sender == nil { sender = try receipt.optional("contract_address") }
        var writer = JSONWriter()
        try writer.copy(item)
        let summary = TransactionSummary(
            hash: try felt(receipt, "transaction_hash"), block: block, index: index, type: type,
            sender: try sender?.felt().hex ?? "0x0", nonce: try transaction.optional("nonce")?.felt().hex ?? "0x0",
            executionStatus: try receipt.member("execution_status").string(), timestamp: timestamp)
        return IndexedBlock.Transaction(
            summary: summary, raw: writer.text, eventCount: try receipt.member("events").count)
    }

    static func felt(_ json: JSONValue, _ key: String) throws(JSONError) -> String {
        try json.member(key).felt().hex
    }
}

import FiniteFields
import JSONCoding
import ProofStorage

/// A block as the index stores it: the summary and its transactions with their raw JSON.
struct IndexedBlock: Sendable {
    struct Transaction: Sendable {
        var summary: TransactionSummary
        /// `{"transaction":…,"receipt":…}` as the RPC gave it, without white space.
        var raw: String
        var eventCount: Int
        /// The calls that the account is asked to make, as far as its calldata has the usual form.
        var calls: [AccountCall]
    }
    var summary: BlockSummary
    var transactions: [Transaction]
}

/// Reads the result of `starknet_getBlockWithReceipts`. Felts are normalised to minimal hex, so that the index can
/// compare them as text.
enum BlockReading {
    static let transactionsMax = 10_000
    /// The largest document that the index keeps.
    static let limits = JSONLimits(bytes: 64 << 20, depth: 128)
    /// Contracts deployed or replaced in one block.
    static let contractsMax = 100_000

    /// The result of `starknet_blockHashAndNumber`.
    static func tip(_ json: JSONValue) throws(JSONError) -> (hash: String, number: UInt64) {
        (try felt(json, "block_hash"), try json.member("block_number").integer(UInt64.self))
    }

    /// A block's hash.
    static func hash(_ json: JSONValue) throws(JSONError) -> String { try felt(json, "block_hash") }

    /// Contracts that a state update deploys or gives another class.
    static func classesOfContracts(_ json: JSONValue) throws(JSONError) -> [(address: String, classHash: String)] {
        let diff = try json.member("state_diff")
        var out: [(address: String, classHash: String)] = []
        for (key, address) in [("deployed_contracts", "address"), ("replaced_classes", "contract_address")] {
            let list = try diff.member(key)
            guard list.count <= contractsMax else { throw list.mismatch("at most \(contractsMax) contracts") }
            for item in try list.array() { out.append((try felt(item, address), try felt(item, "class_hash"))) }
        }
        return out
    }

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
            proof: ProofStatus(transactions.isEmpty ? .empty : .waiting),
            gasPrice: try json.optional("l2_gas_price")?.member("price_in_fri").felt().asUInt128.map { "\($0)" })
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
            summary: summary, raw: writer.text, eventCount: try receipt.member("events").count,
            calls: AccountCall.list(try DetailReading.words(transaction, "calldata")))
    }

    static func felt(_ json: JSONValue, _ key: String) throws(JSONError) -> String {
        try json.member(key).felt().hex
    }
}

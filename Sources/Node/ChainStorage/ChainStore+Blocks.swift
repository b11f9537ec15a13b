import ByteCoding
public import FiniteFields
public import StarknetModel

/// Where a transaction stands.
public struct TransactionPlace: Sendable, Equatable {
    public var blockNumber: UInt64
    public var index: Int

    public init(blockNumber: UInt64, index: Int) {
        self.blockNumber = blockNumber
        self.index = index
    }
}

/// A header with its hash.
public struct StoredHeader: Sendable, Equatable {
    public var hash: Felt252
    public var header: BlockHeader
}

/// A transaction with its hash.
public struct StoredTransaction: Sendable, Equatable {
    public var hash: Felt252
    public var transaction: Transaction

    public init(hash: Felt252, transaction: Transaction) {
        self.hash = hash
        self.transaction = transaction
    }
}

extension ChainStore {
    /// The header of a block; nil when there is no such block.
    public func header(_ number: UInt64) throws(StoreError) -> StoredHeader? {
        guard let bytes = try database.get(.headers, StoreKeys.number(number)) else { return nil }
        let header: BlockHeader = try decoded(bytes.dropFirst(32), "header of block \(number)")
        return StoredHeader(hash: try felt(bytes.prefix(32), "hash of block \(number)"), header: header)
    }

    /// The number of the block with a hash.
    public func blockNumber(hash: Felt252) throws(StoreError) -> UInt64? {
        guard let bytes = try database.get(.blockNumbers, hash.bigEndianBytes) else { return nil }
        guard bytes.count == 8, let number = StoreKeys.integer(bytes) else { throw .damaged("number of block \(hash)") }
        return number
    }

    /// The transactions of a block, in order.
    public func transactions(_ number: UInt64) throws(StoreError) -> [StoredTransaction] {
        var list: [StoredTransaction] = []
        let prefix = StoreKeys.number(number)
        try database.scan(.transactions, from: prefix, prefix: prefix) { (_, bytes) throws(StoreError) in
            list.append(try self.transaction(bytes))
            return true
        }
        return list
    }

    /// The hashes of a block's transactions, in order.
    public func transactionHashes(_ number: UInt64) throws(StoreError) -> [Felt252] {
        var list: [Felt252] = []
        let prefix = StoreKeys.number(number)
        try database.scan(.transactions, from: prefix, prefix: prefix) { (_, bytes) throws(StoreError) in
            list.append(try self.felt(bytes.prefix(32), "transaction hash"))
            return true
        }
        return list
    }

    /// The receipts of a block, in order.
    public func receipts(_ number: UInt64) throws(StoreError) -> [TransactionReceipt] {
        var list: [TransactionReceipt] = []
        let prefix = StoreKeys.number(number)
        try database.scan(.receipts, from: prefix, prefix: prefix) { (_, bytes) throws(StoreError) in
            list.append(try self.decoded(bytes[...], "receipt"))
            return true
        }
        return list
    }

    /// Where a transaction stands; nil when no block holds it.
    public func place(ofTransaction hash: Felt252) throws(StoreError) -> TransactionPlace? {
        guard let bytes = try database.get(.transactionPlaces, hash.bigEndianBytes) else { return nil }
        guard bytes.count == 12, let number = StoreKeys.integer(bytes.prefix(8)),
            let index = StoreKeys.integer(bytes.suffix(4))
        else { throw .damaged("place of transaction \(hash)") }
        return TransactionPlace(blockNumber: number, index: Int(index))
    }

    /// One transaction of a block.
    public func transaction(at place: TransactionPlace) throws(StoreError) -> StoredTransaction? {
        guard place.index >= 0, place.index <= Int(UInt32.max),
            let bytes = try database.get(.transactions, StoreKeys.place(place.blockNumber, place.index))
        else { return nil }
        return try transaction(bytes)
    }

    /// One receipt of a block.
    public func receipt(at place: TransactionPlace) throws(StoreError) -> TransactionReceipt? {
        guard let bytes = try database.get(.receipts, StoreKeys.place(place.blockNumber, place.index)) else {
            return nil
        }
        return try decoded(bytes[...], "receipt")
    }

    /// The state diff of a block.
    public func stateDiff(_ number: UInt64) throws(StoreError) -> StateDiff? {
        guard let bytes = try database.get(.stateDiffs, StoreKeys.number(number)) else { return nil }
        return try decoded(bytes[...], "state diff of block \(number)")
    }

    /// The encoded `BlockExecutionRecord` of a block, as it was given; nil when none is kept.
    public func executionRecord(_ number: UInt64) throws(StoreError) -> [UInt8]? {
        try database.get(.executionRecords, StoreKeys.number(number))
    }

    /// The quorum certificate of a block, as it was given.
    public func certificate(_ number: UInt64) throws(StoreError) -> [UInt8]? {
        try database.get(.certificates, StoreKeys.number(number))
    }

    private func transaction(_ bytes: [UInt8]) throws(StoreError) -> StoredTransaction {
        StoredTransaction(
            hash: try felt(bytes.prefix(32), "transaction hash"),
            transaction: try decoded(bytes.dropFirst(32), "transaction"))
    }

    func decoded<Value: ByteCodable>(_ bytes: ArraySlice<UInt8>, _ what: String) throws(StoreError) -> Value {
        do { return try Value(decoding: Array(bytes)) } catch { throw .damaged("\(what): \(error)") }
    }

    func felt(_ bytes: ArraySlice<UInt8>, _ what: String) throws(StoreError) -> Felt252 {
        guard let felt = Felt252(bigEndianBytes: bytes) else { throw .damaged(what) }
        return felt
    }
}

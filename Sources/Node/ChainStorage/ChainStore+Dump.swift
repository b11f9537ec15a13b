/// A whole store as one sequence of bytes, and a store from one: nothing is executed again.
extension ChainStore {
    /// Bytes of one entry's key or value that `load` accepts.
    private static let entryBytesMax = 64 << 20
    private static let end: UInt8 = 0xFF

    /// Hands out everything that the store holds now, in parts.
    public func dump(_ write: ([UInt8]) throws -> Void) throws {
        let snapshot = try database.snapshot()
        var count: UInt64 = 0
        for family in ColumnFamily.allCases {
            var failure: (any Error)?
            try snapshot.scan(family, from: [], prefix: []) { (key, value) throws(StoreError) in
                do {
                    var entry: [UInt8] = [UInt8(family.rawValue)]
                    entry += StoreKeys.number(UInt64(key.count)).suffix(4)
                    entry += StoreKeys.number(UInt64(value.count)).suffix(4)
                    entry += key
                    try write(entry + value)
                    count += 1
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
            if let failure { throw failure }
        }
        try write([Self.end] + StoreKeys.number(count))
    }

    /// Fills an empty folder with what `dump` handed out; `read` gives the next so many bytes, fewer at the end. Throws
    /// `damaged` when the bytes are no whole dump: the folder is useless then.
    public static func load(into path: String, _ read: (Int) throws -> [UInt8]) throws {
        let database = try RocksDatabase(path: path, cacheBytes: 8 << 20)
        guard try database.get(.meta, Meta.identity) == nil else {
            throw StoreError.foreign("the folder holds a store")
        }
        func bytes(_ count: Int) throws -> [UInt8] {
            let found = try read(count)
            guard found.count == count else { throw StoreError.damaged("the dump ends early") }
            return found
        }
        var count: UInt64 = 0
        while true {
            let kind = try bytes(1)[0]
            if kind == Self.end { break }
            guard let family = ColumnFamily(rawValue: Int(kind)), let keyCount = StoreKeys.integer(try bytes(4)),
                let valueCount = StoreKeys.integer(try bytes(4)), keyCount <= Self.entryBytesMax,
                valueCount <= Self.entryBytesMax
            else { throw StoreError.damaged("the dump has an unknown entry") }
            let key = try bytes(Int(keyCount)), value = try bytes(Int(valueCount))
            var batch = WriteBatch()
            batch.put(family, key, value)
            try database.write(batch, isSynced: false)
            count += 1
        }
        guard StoreKeys.integer(try bytes(8)) == count else { throw StoreError.damaged("the dump lacks entries") }
        var batch = WriteBatch()
        guard let identity = try database.get(.meta, Meta.identity) else {
            throw StoreError.damaged("the dump is empty")
        }
        batch.put(.meta, Meta.identity, identity)
        try database.write(batch)
    }
}

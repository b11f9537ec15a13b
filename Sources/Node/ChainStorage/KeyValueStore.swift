/// What reads from a database under `ChainStore`, as it is now or as it was at one moment.
package protocol KeyValueReader: AnyObject, Sendable {
    func get(_ family: ColumnFamily, _ key: [UInt8]) throws(StoreError) -> [UInt8]?
    /// The entries from `start` on, by key, while their keys begin with `prefix`, until `body` returns false. The body gets
    /// what follows the prefix, and the value.
    func scan(
        _ family: ColumnFamily, from start: [UInt8], prefix: [UInt8],
        _ body: (ArraySlice<UInt8>, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError)
}

/// The database under `ChainStore`: RocksDB in a node, memory that can fail in a simulation. Any thread may read and write.
package protocol KeyValueStore: KeyValueReader {
    /// Applies all changes of a batch or none, and returns when they are on disk; not synced, when the system has them.
    func write(_ batch: WriteBatch, isSynced: Bool) throws(StoreError)
    /// The database as it is now, whatever is written later.
    func snapshot() throws(StoreError) -> any KeyValueReader
}

extension KeyValueStore {
    /// Applies all changes of a batch or none, and returns when they are on disk.
    package func write(_ batch: WriteBatch) throws(StoreError) { try write(batch, isSynced: true) }
}

/// A set of changes that are applied together.
package struct WriteBatch: Sendable {
    package enum Change: Sendable {
        case put(ColumnFamily, [UInt8], [UInt8])
        case delete(ColumnFamily, [UInt8])
    }

    package private(set) var changes: [Change] = []

    package init() {}

    package mutating func put(_ family: ColumnFamily, _ key: [UInt8], _ value: [UInt8]) {
        changes.append(.put(family, key, value))
    }

    package mutating func delete(_ family: ColumnFamily, _ key: [UInt8]) { changes.append(.delete(family, key)) }
}

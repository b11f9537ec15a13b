import ChainStorage

/// The database of a simulated node. As RocksDB promises with synced writes: a batch is there as a whole or not at all, and
/// one whose write returned survives everything.
final class MemoryDatabase: KeyValueStore, TableReader, @unchecked Sendable {
    // A simulation runs on one thread.
    weak var disk: SimulatedDisk?
    fileprivate var tables = [MemoryTable](repeating: MemoryTable(), count: ColumnFamily.allCases.count)

    func write(_ batch: WriteBatch, isSynced: Bool) throws(StoreError) {
        if disk?.isFull == true { throw .engine("IO error: No space left on device") }
        do { try disk?.admitWrite() } catch { throw .engine("IO error: \(error)") }
        for change in batch.changes {
            switch change {
            case .put(let family, let key, let value): tables[family.rawValue].put(key, value)
            case .delete(let family, let key): tables[family.rawValue].delete(key)
            }
        }
        // The power may go after the batch is on the disk and before anybody hears of it.
        do { try disk?.admitWrite() } catch { throw .engine("IO error: \(error)") }
    }

    func snapshot() throws(StoreError) -> any KeyValueReader { MemorySnapshot(tables) }
}

/// The tables as they were at one moment.
private final class MemorySnapshot: TableReader, @unchecked Sendable {
    fileprivate let tables: [MemoryTable]

    init(_ tables: [MemoryTable]) { self.tables = tables }
}

/// Reads from a table for each family.
private protocol TableReader: KeyValueReader {
    var tables: [MemoryTable] { get }
}

extension TableReader {
    func get(_ family: ColumnFamily, _ key: [UInt8]) throws(StoreError) -> [UInt8]? {
        tables[family.rawValue].get(key)
    }

    func scan(
        _ family: ColumnFamily, from start: [UInt8], prefix: [UInt8],
        _ body: (ArraySlice<UInt8>, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try tables[family.rawValue].scan(from: start, prefix: prefix, body)
    }
}

/// One column family, in the order of its keys.
private struct MemoryTable {
    private var entries: [(key: [UInt8], value: [UInt8])] = []

    /// Where a key is, or would be.
    private func place(of key: [UInt8]) -> Int {
        var low = 0, high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func holds(_ key: [UInt8], at place: Int) -> Bool { place < entries.count && entries[place].key == key }

    func get(_ key: [UInt8]) -> [UInt8]? {
        let place = place(of: key)
        return holds(key, at: place) ? entries[place].value : nil
    }

    mutating func put(_ key: [UInt8], _ value: [UInt8]) {
        let place = place(of: key)
        if holds(key, at: place) { entries[place].value = value } else { entries.insert((key, value), at: place) }
    }

    mutating func delete(_ key: [UInt8]) {
        let place = place(of: key)
        if holds(key, at: place) { entries.remove(at: place) }
    }

    func scan(
        from start: [UInt8], prefix: [UInt8], _ body: (ArraySlice<UInt8>, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        var place = place(of: start)
        while place < entries.count, entries[place].key.starts(with: prefix) {
            if try !body(entries[place].key.dropFirst(prefix.count), entries[place].value) { return }
            place += 1
        }
    }
}

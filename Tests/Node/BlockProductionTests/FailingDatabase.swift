import ChainStorage
import Synchronization

/// A database in memory, of which a test makes a family unreadable, or takes entries away as a damaged disk would.
final class FailingDatabase: KeyValueStore {
    private struct State {
        var families: [ColumnFamily: [[UInt8]: [UInt8]]] = [:]
        var unreadable: ColumnFamily?
    }

    /// What reading an unreadable family throws.
    static let error = StoreError.engine("the disk cannot be read")

    private let state = Mutex(State())

    /// Makes a family unreadable; nil makes all readable again.
    func fail(_ family: ColumnFamily?) { state.withLock { $0.unreadable = family } }

    /// Loses all entries of a family.
    func lose(_ family: ColumnFamily) { state.withLock { $0.families[family] = nil } }

    private func family(_ family: ColumnFamily) throws(StoreError) -> [[UInt8]: [UInt8]] {
        let found = state.withLock { $0.unreadable == family ? nil : $0.families[family] ?? [:] }
        guard let found else { throw Self.error }
        return found
    }

    func get(_ family: ColumnFamily, _ key: [UInt8]) throws(StoreError) -> [UInt8]? { try self.family(family)[key] }

    func scan(
        _ family: ColumnFamily, from start: [UInt8], prefix: [UInt8],
        _ body: (ArraySlice<UInt8>, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let entries = try self.family(family)
            .filter { $0.key.starts(with: prefix) && !$0.key.lexicographicallyPrecedes(start) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for entry in entries {
            guard try body(entry.key.dropFirst(prefix.count), entry.value) else { return }
        }
    }

    func write(_ batch: WriteBatch, isSynced: Bool) throws(StoreError) {
        state.withLock { state in
            for change in batch.changes {
                switch change {
                case .put(let family, let key, let value): state.families[family, default: [:]][key] = value
                case .delete(let family, let key): state.families[family, default: [:]][key] = nil
                }
            }
        }
    }

    /// Nothing is written while a test reads from one.
    func snapshot() throws(StoreError) -> any KeyValueReader { self }
}

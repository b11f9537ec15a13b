import CRocksDB
import Foundation

/// A RocksDB database with the store's column families. Reads and writes may come from any thread.
final class RocksDatabase: KeyValueStore, @unchecked Sendable {
    // RocksDB's handles are thread safe; they are set once, in `init`.
    let database: OpaquePointer
    let families: [OpaquePointer]
    private let readOptions: OpaquePointer
    private let writeOptions: OpaquePointer
    private let fastOptions: OpaquePointer
    private let cache: OpaquePointer

    private let room: DiskRoom

    /// Bytes in memory that are in no file but the log of writes yet, of all families.
    static let writeBytesMax = 48 << 20

    init(path: String, cacheBytes: Int, room: DiskRoom? = nil) throws(StoreError) {
        self.room = room ?? DiskRoom(path: path)
        try self.room.require(DiskRoom.opening)
        guard let options = rocksdb_options_create(), let cache = rocksdb_cache_create_lru(cacheBytes),
            let readOptions = rocksdb_readoptions_create(), let writeOptions = rocksdb_writeoptions_create(),
            let fastOptions = rocksdb_writeoptions_create()
        else { throw .engine("out of memory") }
        defer { rocksdb_options_destroy(options) }
        rocksdb_options_set_create_if_missing(options, 1)
        rocksdb_options_set_create_missing_column_families(options, 1)
        rocksdb_options_set_paranoid_checks(options, 1)
        rocksdb_options_increase_parallelism(options, 2)
        rocksdb_options_set_max_open_files(options, 256)
        rocksdb_options_set_keep_log_file_num(options, 4)
        rocksdb_options_set_max_total_wal_size(options, 64 << 20)
        // What all families together have not written yet.
        rocksdb_options_set_db_write_buffer_size(options, Self.writeBytesMax)
        // A torn last record is what a crash leaves; anything worse is an error.
        rocksdb_options_set_wal_recovery_mode(options, Int32(rocksdb_tolerate_corrupted_tail_records_recovery))

        var familyOptions: [OpaquePointer?] = []
        defer { for option in familyOptions { rocksdb_options_destroy(option) } }
        for family in ColumnFamily.allCases { familyOptions.append(Self.options(of: family, cache: cache)) }
        let names = ColumnFamily.allCases.map { strdup($0.name) }
        defer { for name in names { free(name) } }
        var pointers = names.map { UnsafePointer<CChar>($0) }
        var handles = [OpaquePointer?](repeating: nil, count: names.count)
        let opened = try checked { error in
            rocksdb_open_column_families(
                options, path, Int32(names.count), &pointers, familyOptions, &handles, error)
        }
        let families = handles.compactMap { $0 }
        guard let opened, families.count == names.count else { throw .engine("cannot open \(path)") }
        database = opened
        self.families = families
        self.cache = cache
        self.readOptions = readOptions
        self.writeOptions = writeOptions
        self.fastOptions = fastOptions
        rocksdb_writeoptions_set_sync(writeOptions, 1)
    }

    private static func options(of family: ColumnFamily, cache: OpaquePointer) -> OpaquePointer? {
        guard let options = rocksdb_options_create() else { return nil }
        let isLarge = [.storage, .tries, .receipts, .transactions, .executionRecords, .trieHistory].contains(family)
        rocksdb_options_set_write_buffer_size(options, isLarge ? 16 << 20 : 2 << 20)
        rocksdb_options_set_compaction_style(options, Int32(rocksdb_level_compaction))
        rocksdb_options_set_level_compaction_dynamic_level_bytes(options, 1)
        rocksdb_options_set_compression(options, Int32(rocksdb_lz4_compression))
        rocksdb_options_set_bottommost_compression(options, Int32(rocksdb_zstd_compression))
        let table = rocksdb_block_based_options_create()
        rocksdb_block_based_options_set_block_cache(table, cache)
        rocksdb_block_based_options_set_filter_policy(table, rocksdb_filterpolicy_create_bloom_full(10))
        rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1)
        rocksdb_block_based_options_set_format_version(table, 5)
        rocksdb_options_set_block_based_table_factory(options, table)
        rocksdb_block_based_options_destroy(table)
        return options
    }

    deinit {
        // Closing writes too, and on a full disk it would end the process before it could say why. What was committed is synced:
        // the database is left as a kill would leave it.
        do { try room.require(DiskRoom.reserve) } catch { return }
        for family in families { rocksdb_column_family_handle_destroy(family) }
        rocksdb_readoptions_destroy(readOptions)
        rocksdb_writeoptions_destroy(writeOptions)
        rocksdb_writeoptions_destroy(fastOptions)
        rocksdb_close(database)
        rocksdb_cache_destroy(cache)
    }

    func write(_ batch: WriteBatch, isSynced: Bool) throws(StoreError) {
        let byteCount = batch.changes.reduce(UInt64(0)) { sum, change in
            if case .put(_, let key, let value) = change { sum + UInt64(key.count + value.count) } else { sum }
        }
        // Once into the log, and once more when what is in memory is written out.
        try room.require(2 * byteCount + DiskRoom.reserve)
        guard let made = rocksdb_writebatch_create() else { throw .engine("out of memory") }
        defer { rocksdb_writebatch_destroy(made) }
        for change in batch.changes {
            switch change {
            case .put(let family, let key, let value):
                key.withChars { key, keyCount in
                    value.withChars { value, valueCount in
                        rocksdb_writebatch_put_cf(made, families[family.rawValue], key, keyCount, value, valueCount)
                    }
                }
            case .delete(let family, let key):
                key.withChars { rocksdb_writebatch_delete_cf(made, families[family.rawValue], $0, $1) }
            }
        }
        try checked { error in rocksdb_write(database, isSynced ? writeOptions : fastOptions, made, error) }
    }

    func snapshot() throws(StoreError) -> any KeyValueReader { try RocksSnapshot(self) }

    func get(_ family: ColumnFamily, _ key: [UInt8]) throws(StoreError) -> [UInt8]? {
        try get(family, key, readOptions)
    }

    func scan(
        _ family: ColumnFamily, from start: [UInt8], prefix: [UInt8],
        _ body: (ArraySlice<UInt8>, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try scan(family, from: start, prefix: prefix, readOptions, body)
    }

    fileprivate func get(
        _ family: ColumnFamily, _ key: [UInt8], _ options: OpaquePointer
    ) throws(StoreError) -> [UInt8]? {
        let slice = try checked { error in
            key.withChars { rocksdb_get_pinned_cf(database, options, families[family.rawValue], $0, $1, error) }
        }
        guard let slice else { return nil }
        defer { rocksdb_pinnableslice_destroy(slice) }
        var count = 0
        let bytes = rocksdb_pinnableslice_value(slice, &count)
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    fileprivate func scan(
        _ family: ColumnFamily, from start: [UInt8], prefix: [UInt8], _ options: OpaquePointer,
        _ body: (ArraySlice<UInt8>, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        guard let iterator = rocksdb_create_iterator_cf(database, options, families[family.rawValue]) else {
            throw .engine("out of memory")
        }
        defer { rocksdb_iter_destroy(iterator) }
        start.withChars { rocksdb_iter_seek(iterator, $0, $1) }
        while rocksdb_iter_valid(iterator) != 0 {
            var keyCount = 0, valueCount = 0
            let key = rocksdb_iter_key(iterator, &keyCount)
            let keyBytes = Array(UnsafeRawBufferPointer(start: key, count: keyCount))
            guard keyBytes.starts(with: prefix) else { break }
            let value = rocksdb_iter_value(iterator, &valueCount)
            let valueBytes = Array(UnsafeRawBufferPointer(start: value, count: valueCount))
            if try !body(keyBytes.dropFirst(prefix.count), valueBytes) { break }
            rocksdb_iter_next(iterator)
        }
        // An iterator that is not valid may have ended in an error.
        try checked { error in rocksdb_iter_get_error(iterator, error) }
    }
}

/// The database as it was at one moment.
final class RocksSnapshot: KeyValueReader, @unchecked Sendable {
    private let database: RocksDatabase
    private let snapshot: OpaquePointer
    private let readOptions: OpaquePointer

    init(_ database: RocksDatabase) throws(StoreError) {
        guard let readOptions = rocksdb_readoptions_create(), let snapshot = rocksdb_create_snapshot(database.database)
        else { throw .engine("out of memory") }
        self.database = database
        self.snapshot = snapshot
        self.readOptions = readOptions
        rocksdb_readoptions_set_snapshot(readOptions, snapshot)
    }

    func get(_ family: ColumnFamily, _ key: [UInt8]) throws(StoreError) -> [UInt8]? {
        try database.get(family, key, readOptions)
    }

    func scan(
        _ family: ColumnFamily, from start: [UInt8], prefix: [UInt8],
        _ body: (ArraySlice<UInt8>, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try database.scan(family, from: start, prefix: prefix, readOptions, body)
    }

    deinit {
        rocksdb_readoptions_destroy(readOptions)
        rocksdb_release_snapshot(database.database, snapshot)
    }
}

/// Calls a function that reports errors through a C string, and frees that string.
@discardableResult
private func checked<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) throws(StoreError) -> Result {
    var error: UnsafeMutablePointer<CChar>?
    let result = body(&error)
    if let error {
        let text = String(cString: error)
        rocksdb_free(error)
        throw .engine(text)
    }
    return result
}

extension Array where Element == UInt8 {
    fileprivate func withChars<Result>(_ body: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
        withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) }
        }
    }
}

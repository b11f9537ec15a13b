import Glibc
import Synchronization

/// Columns in a nameless file: memory that a proof gives up for a while. The file ends with the last reference.
public final class ColumnFile: Sendable {
    /// Where a column lies.
    public struct Place: Sendable {
        public let file: ColumnFile
        public let logSize: Int
        let offset: Int
    }

    private let descriptor: Int32
    private let end = Atomic<Int>(0)
    private let failed = Atomic<Bool>(false)

    /// A file in a folder that exists; nil where none can be made.
    public init?(folder: String) {
        var path = Array("\(folder)/columns-XXXXXX".utf8CString)
        let made = mkstemp(&path)
        guard made >= 0 else { return nil }
        unlink(path)
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
        descriptor = made
    }

    deinit { close(descriptor) }

    /// Whether something could not be written or read: what was read since then means nothing.
    public var hasFailed: Bool { failed.load(ordering: .acquiring) }

    /// Writes a column behind all others. Several threads may.
    public func append(_ column: PackedColumn) -> Place {
        let bytes = 64 * column.vectorCount
        let offset = end.wrappingAdd(bytes, ordering: .relaxed).oldValue
        transfer(bytes) { pwrite(descriptor, column.vectors + $0 / 64, bytes - $0, off_t(offset + $0)) }
        withExtendedLifetime(column) {}
        return Place(file: self, logSize: column.logSize, offset: offset)
    }

    fileprivate func read(_ place: Place) -> PackedColumn {
        let column = PackedColumn(logSize: place.logSize, zeroed: false), bytes = 64 * column.vectorCount
        transfer(bytes) { pread(descriptor, column.vectors + $0 / 64, bytes - $0, off_t(place.offset + $0)) }
        return withExtendedLifetime(column) { column }
    }

    /// Calls `some` with the number of bytes that are done, until all are. Parts of vectors are done again.
    private func transfer(_ bytes: Int, _ some: (Int) -> Int) {
        var done = 0
        while done < bytes {
            let count = some(done / 64 * 64)
            if count < 0, errno == EINTR { continue }
            let next = done / 64 * 64 + count
            guard count > 0, next > done else { return failed.store(true, ordering: .releasing) }
            done = next
        }
    }
}

extension ColumnFile.Place {
    /// The column, in memory again.
    public func read() -> PackedColumn { file.read(self) }
}

import Foundation

/// Whether the disk has room for what a database is about to write. RocksDB as Debian builds it ends the process with an
/// assertion when it meets a full disk in the wrong place, so that it must not meet one.
struct DiskRoom: Sendable {
    /// What opening a store takes at most, with the file of options that is written anew each time.
    static let opening: UInt64 = 16 << 20
    /// What is kept free beside a batch.
    static let reserve: UInt64 = 8 << 20

    let path: String
    /// The bytes that are free where a path is; nil when nobody knows.
    var free: @Sendable (String) -> UInt64? = DiskRoom.free

    /// Throws when less than so many bytes are free.
    func require(_ byteCount: UInt64) throws(StoreError) {
        guard let found = free(path), found < byteCount else { return }
        throw .engine(
            "the disk is full: \(found >> 10) KiB are free where \(path) is, \(byteCount >> 20) MiB are needed")
    }

    /// Of the folder, or of the first one above it that is there.
    @Sendable static func free(_ path: String) -> UInt64? {
        var folder = path
        while true {
            var info = statvfs()
            if statvfs(folder.isEmpty ? "." : folder, &info) == 0 {
                return UInt64(info.f_bavail) * UInt64(info.f_frsize)
            }
            guard errno == ENOENT, !folder.isEmpty else { return nil }
            folder = NSString(string: folder).deletingLastPathComponent
        }
    }
}

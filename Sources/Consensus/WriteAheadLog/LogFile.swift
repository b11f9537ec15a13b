import Glibc
import RegularFiles

/// A log's file on disk, mode 0600, open for as long as the value lives.
public final class LogFile: LogStorage {
    private let path: String
    private var descriptor: Int32 = -1

    /// Opens or creates the file; its folder must exist.
    public init(path: String) throws(LogError) {
        self.path = path
        try open()
        try syncFolder()
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private func open() throws(LogError) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = RegularFile.open(path, O_RDWR | O_CREAT | O_APPEND, mode: 0o600)
        guard descriptor >= 0 else { throw .system(call: "open \(path)", code: errno) }
    }

    private func syncFolder() throws(LogError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let handle = Glibc.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .system(call: "open \(folder)", code: errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw .system(call: "fsync \(folder)", code: errno) }
    }

    public func read() throws(LogError) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var offset: off_t = 0
        while true {
            let count = pread(descriptor, &chunk, chunk.count, offset)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system(call: "read \(path)", code: errno) }
            if count == 0 { return content }
            content += chunk[..<count]
            offset += off_t(count)
        }
    }

    public func append(_ bytes: [UInt8]) throws(LogError) {
        try LogFile.write(bytes, to: descriptor, path: path)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(LogError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]).baseAddress, buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(call: "write \(path)", code: errno) }
            done += count
        }
    }

    public func truncate(to count: Int) throws(LogError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else { throw .system(call: "truncate \(path)", code: errno) }
    }

    public func sync() throws(LogError) {
        guard fdatasync(descriptor) == 0 else { throw .system(call: "fdatasync \(path)", code: errno) }
    }

    public func replace(with bytes: [UInt8]) throws(LogError) {
        let temporary = path + ".new"
        let handle = RegularFile.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
        guard handle >= 0 else { throw .system(call: "open \(temporary)", code: errno) }
        defer { close(handle) }
        try LogFile.write(bytes, to: handle, path: temporary)
        guard fsync(handle) == 0 else { throw .system(call: "fsync \(temporary)", code: errno) }
        guard rename(temporary, path) == 0 else { throw .system(call: "rename \(temporary)", code: errno) }
        try syncFolder()
        try open()
    }
}

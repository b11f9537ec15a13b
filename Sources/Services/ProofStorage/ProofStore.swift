import Glibc
import SHA2

/// Proof files in a folder, one a block: `block-NNNNNNNNNNNN-HHHHHHHHHHHHHHHH.proof`, the number in decimal and the first
/// half of the content's SHA-256 in hex.
///
/// A file appears under its name only when it is complete and on the disk: it is written beside, synced, renamed, and the
/// folder is synced. So whatever instant the process ends at, a name never stands for half a proof.
public struct ProofStore: Sendable {
    public let folder: String
    /// Larger files are neither written nor read.
    public let bytesMax: Int

    /// Opens a folder, making it if it is not there.
    public init(folder: String, bytesMax: Int = 64 << 20) throws(ProofStoreError) {
        self.folder = folder
        self.bytesMax = bytesMax
        if mkdir(folder, 0o755) != 0, errno != EEXIST { throw ProofStore.failure("create", folder) }
    }

    static func failure(_ operation: String, _ path: String) -> ProofStoreError {
        .file(operation, path: path, reason: String(cString: strerror(errno)))
    }

    /// The name of a block's proof with this content.
    public static func name(block: UInt64, content: [UInt8]) -> String {
        let number = String(block)
        let padded = String(repeating: "0", count: max(0, 12 - number.count)) + number
        return "block-\(padded)-\(hashText(content)).proof"
    }

    private static func hashText(_ content: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = SHA256.hash(content).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes a proof and reads it back. Returns the bytes as they were read, for the caller to verify.
    public func store(_ content: [UInt8], block: UInt64) throws(ProofStoreError) -> (name: String, readBack: [UInt8]) {
        let name = ProofStore.name(block: block, content: content)
        let path = "\(folder)/\(name)", temporary = "\(folder)/.\(name).\(getpid())"
        guard content.count <= bytesMax else { throw .tooLarge(path: path) }
        try write(content, to: temporary)
        guard rename(temporary, path) == 0 else {
            let error = ProofStore.failure("rename", temporary)
            unlink(temporary)
            throw error
        }
        try syncFolder()
        let readBack = try read(path)
        guard readBack == content else { throw .readBack(path: path) }
        return (name, readBack)
    }

    private func write(_ content: [UInt8], to path: String) throws(ProofStoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ProofStore.failure("create", path) }
        defer { close(descriptor) }
        var written = 0
        while written < content.count {
            let count = content.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, content.count - written) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ProofStore.failure("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw ProofStore.failure("sync", path) }
    }

    private func syncFolder() throws(ProofStoreError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProofStore.failure("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw ProofStore.failure("sync", folder) }
    }

    private func read(_ path: String) throws(ProofStoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ProofStore.failure("open", path) }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw ProofStore.failure("stat", path) }
        guard info.st_size <= bytesMax else { throw .tooLarge(path: path) }
        var content = [UInt8](repeating: 0, count: Int(info.st_size)), filled = 0
        while filled < content.count {
            let count = content.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ProofStore.failure("read", path) }
            filled += count
        }
        return content
    }

    /// The proofs of a block: names in ascending order. More than one exists if a block was proven again.
    public func names(block: UInt64) throws(ProofStoreError) -> [String] {
        let number = String(block)
        let prefix = "block-" + String(repeating: "0", count: max(0, 12 - number.count)) + number + "-"
        guard let directory = opendir(folder) else { throw ProofStore.failure("open", folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(prefix), name.hasSuffix(".proof") { names.append(name) }
        }
        return names.sorted()
    }

    /// A block's proof, or nil when none is stored. What the bytes are worth, only a verifier can say.
    ///
    /// - Parameter checksName: refuses content that does not have the hash in its name.
    public func proof(block: UInt64, checksName: Bool = true) throws(ProofStoreError) -> [UInt8]? {
        guard let name = try names(block: block).last else { return nil }
        let path = "\(folder)/\(name)"
        let content = try read(path)
        if checksName, ProofStore.name(block: block, content: content) != name { throw .damaged(path: path) }
        return content
    }
}

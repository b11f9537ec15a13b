import Glibc
import QuorumCertificates
import RegularFiles
public import ValidatorSigning

/// The folder of one validator: its keys, what it must never forget, and the committee it belongs to.
public struct ValidatorHome: Hashable, Sendable {
    public let path: String

    /// A home at a path; nothing is read yet.
    public init(path: String) { self.path = path }

    /// The committee file, the same for all validators.
    public var committeePath: String { path + "/committee" }
    /// The genesis file of the committee's chain, where it is not the test chain that programs know by themselves.
    public var genesisPath: String { path + "/genesis.json" }
    /// The secret that signs votes, mode 0600.
    public var votingKeyPath: String { path + "/voting.key" }
    /// The secret of the TLS links, mode 0600.
    public var linkKeyPath: String { path + "/link.key" }
    /// What was signed. Losing it means losing the right to sign: see `ValidatorSigner`.
    public var journalPath: String { path + "/signing.journal" }
    /// The inputs of the height being decided.
    public var logPath: String { path + "/consensus.log" }

    /// Reads the committee file.
    public func committee() throws(HostError) -> Committee {
        let bytes = try ValidatorHome.read(committeePath, max: Committee.fileBytesMax)
        do {
            return try Committee(fileText: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .badCommittee("\(committeePath): \(error)")
        }
    }

    static func read(_ path: String, max: Int) throws(HostError) -> [UInt8] {
        let descriptor = RegularFile.open(path, O_RDONLY)
        guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while content.count <= max {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system(call: "read", path: path, code: errno) }
            if count == 0 { return content }
            content += chunk[..<count]
        }
        throw .badCommittee("\(path) is longer than \(max) bytes")
    }

    /// Creates a file that must not exist, durably.
    static func create(_ path: String, _ text: String, mode: mode_t) throws(HostError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? .exists(path) : .system(call: "create", path: path, code: errno)
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw .system(call: "write", path: path, code: errno)
        }
    }

    static func createFolder(_ path: String) throws(HostError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .system(call: "mkdir", path: path, code: errno)
        }
    }
}

import Glibc
import RegularFiles

extension FolderProofStore {
    /// Makes a file of the store's folder appear with its whole content, durably, or not at all.
    func place(_ content: [UInt8], _ name: String) throws(ProofStoreError) {
        let temporary = "\(folder)/.\(name).\(getpid())"
        try write(content, to: temporary)
        guard rename(temporary, "\(folder)/\(name)") == 0 else {
            let error = Self.failure("rename", temporary)
            unlink(temporary)
            throw error
        }
        try syncFolder()
    }

    private func write(_ content: [UInt8], to path: String) throws(ProofStoreError) {
        let descriptor = RegularFile.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
        guard descriptor >= 0 else { throw Self.failure("create", path) }
        defer { close(descriptor) }
        var written = 0
        while written < content.count {
            let count = content[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw Self.failure("sync", path) }
    }

    func syncFolder() throws(ProofStoreError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure("sync", folder) }
    }

    /// The whole content of a file of at most `bytesMax` bytes.
    func read(_ path: String) throws(ProofStoreError) -> [UInt8] {
        let descriptor = RegularFile.open(path, O_RDONLY)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw Self.failure("stat", path) }
        guard info.st_size <= bytesMax else { throw .tooLarge(path: path) }
        var content = [UInt8](repeating: 0, count: Int(info.st_size)), filled = 0
        while filled < content.count {
            let count = content.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("read", path) }
            filled += count
        }
        return content
    }
}

import ByteCoding
public import FiniteFields
import Glibc
import RegularFiles

/// Proof files of one chain in a folder of their own, one a block and content.
///
/// A store's folder may hold several chains' proofs, each below `chain-` and the first half of the chain's identity, the
/// fingerprint of what its verifiers pin; the whole identity stands in a file there. So one chain's proof is never handed
/// out for another's block, whatever their numbers.
///
/// A file appears under its name only when it is complete and on the disk: it is written beside, synced, renamed, and the
/// folder is synced. So whatever instant the process ends at, a name never stands for half a proof.
public struct FolderProofStore: ProofStore {
    /// The chain's own folder.
    public let folder: String
    /// Larger files are neither written nor read.
    public let bytesMax: Int

    /// Opens the chain's folder below `folder`. A prover makes both if they are not there; a reader makes nothing, and finds
    /// nothing where there is no folder.
    ///
    /// - Parameter chain: the chain's identity, 32 bytes: the fingerprint of its verifier's configuration.
    public init(
        folder: String, chain: [UInt8], isMade: Bool = true, bytesMax: Int = 64 << 20
    ) throws(ProofStoreError) {
        self.folder = "\(folder)/\(Self.folderName(chain: chain))"
        self.bytesMax = bytesMax
        guard isMade || access(self.folder, F_OK) == 0 else { return }
        for path in [folder, self.folder] where mkdir(path, 0o755) != 0 && errno != EEXIST {
            throw Self.failure("create", path)
        }
        try checkIdentity(chain)
    }

    public var location: String { folder }

    private static func folderName(chain: [UInt8]) -> String { "chain-\(HexBytes.encode(chain.prefix(8)))" }

    static func failure(_ operation: String, _ path: String) -> ProofStoreError {
        .file(operation, path: path, reason: RegularFile.reason(errno))
    }

    public func store(
        _ content: [UInt8], block: UInt64, hash: Felt252
    ) throws(ProofStoreError) -> (name: String, readBack: [UInt8]) {
        let name = ProofName.of(block: block, hash: hash, content: content)
        let path = "\(folder)/\(name)"
        guard content.count <= bytesMax else { throw .tooLarge(path: path) }
        try place(content, name)
        let readBack = try read(path)
        guard readBack == content else { throw .readBack(path: path) }
        return (name, readBack)
    }

    public func content(named name: String) throws(ProofStoreError) -> [UInt8] {
        try read(path(of: name))
    }

    public func discard(named name: String) throws(ProofStoreError) {
        let path = try path(of: name)
        guard unlink(path) == 0 || errno == ENOENT else { throw Self.failure("remove", path) }
        try syncFolder()
    }

    private func path(of name: String) throws(ProofStoreError) -> String {
        guard ProofName(name) != nil else { throw .unknownName(name) }
        return "\(folder)/\(name)"
    }

    public func names(block: UInt64, hash: Felt252) throws(ProofStoreError) -> [String] {
        try names(prefix: ProofName.prefix(block: block, hash: hash))
    }

    public func proofs(after name: String?, limit: Int) throws(ProofStoreError) -> [StoredProof] {
        var found: [StoredProof] = []
        for next in try names(prefix: "") where found.count < limit && name.map({ $0 < next }) ?? true {
            var info = stat()
            // One that is gone in between is none of the store's.
            guard stat("\(folder)/\(next)", &info) == 0 else { continue }
            found.append(StoredProof(name: next, byteCount: UInt64(clamping: info.st_size)))
        }
        return found
    }

    /// The names of the proofs in the folder that begin so, in order.
    private func names(prefix: String) throws(ProofStoreError) -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw Self.failure("open", folder)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(prefix), ProofName(name) != nil { names.append(name) }
        }
        return names.sorted()
    }
}

import ByteCoding
import Glibc

extension FolderProofStore {
    /// The file that says whose proofs a chain's folder holds: the whole identity as 64 hex digits and a line end.
    static let identityName = "identity"

    /// Writes the identity into a new folder, or compares it with the one that is there: a folder that was renamed or
    /// copied from another chain is refused.
    func checkIdentity(_ chain: [UInt8]) throws(ProofStoreError) {
        let text = HexBytes.encode(chain), path = "\(folder)/\(Self.identityName)"
        if access(path, F_OK) != 0 { try place(Array((text + "\n").utf8), Self.identityName) }
        let found = String(decoding: try read(path).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard found == text else { throw .otherChain(path: folder, found: found, wanted: text) }
    }
}

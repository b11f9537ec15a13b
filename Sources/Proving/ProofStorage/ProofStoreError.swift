/// Why a proof could not be stored or read.
public enum ProofStoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file or an object could not be kept, read, listed or removed: the operation, its place and the reason.
    case file(String, path: String, reason: String)
    /// What was read back is not what was written.
    case readBack(path: String)
    /// What a name stands for is not what it says.
    case otherContent(path: String)
    /// A name that no proof has.
    case unknownName(String)
    /// A file or an object is larger than a proof may be.
    case tooLarge(path: String)
    /// A chain's folder says that it holds the proofs of another chain; identities in hex.
    case otherChain(path: String, found: String, wanted: String)

    public var description: String {
        switch self {
        case .file(let operation, let path, let reason): "\(operation) \(path): \(reason)"
        case .readBack(let path): "\(path): what was read back is not what was written"
        case .otherContent(let path): "\(path): the content is not that of its name"
        case .unknownName(let name): "\(name) is no name of a proof"
        case .tooLarge(let path): "\(path): larger than a proof may be"
        case .otherChain(let path, let found, let wanted):
            "\(path) holds the proofs of the chain \(found), not of \(wanted)"
        }
    }
}

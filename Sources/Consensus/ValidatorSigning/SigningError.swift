public import ConsensusAlgorithms
import QuorumCertificates
public import WriteAheadLog

/// Why a key could not be used, or a message was not signed.
public enum SigningError: Error, Hashable, Sendable {
    /// OpenSSL refused; its own words.
    case crypto(String)
    /// A public key that binds nobody: of small order, or not canonically encoded (`Ed25519Key`).
    case weakKey
    /// The key file is missing, unreadable, or does not hold 64 hex digits.
    case badKeyFile(String)
    /// The key file may be read by others than its owner.
    case keyFileTooOpen(String)
    /// The file that locks the journal cannot be opened; the system's reason.
    case lockUnusable(String, reason: String)
    /// Another process signs with this journal.
    case locked(String)
    /// There is no journal for the key, so nobody knows what it signed. Naming a height floor starts one.
    case journalMissing(String)
    /// The journal is damaged in more than the record of the last, unfinished signature.
    case journalCorrupt(String)
    /// The message comes before what was signed already, or contradicts it.
    case wouldContradict(SigningPosition, last: SigningPosition)
    /// The signing journal could not be read or written.
    case log(LogError)
}

extension SigningError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .crypto(let reason): "OpenSSL: \(reason)"
        case .weakKey: "a public key binds nobody: it is of small order or not canonically encoded"
        case .badKeyFile(let path): "\(path): no key file of 64 hex digits that can be read"
        case .keyFileTooOpen(let path): "\(path): others than the owner may read this key; its mode must be 600"
        case .lockUnusable(let path, let reason): "\(path): \(reason)"
        case .locked(let path): "\(path): another process signs with this journal"
        case .journalMissing(let path):
            "\(path): no signing journal, so nobody knows what was signed; a floor (--signing-floor) begins one"
        case .journalCorrupt(let path):
            "\(path): the signing journal is damaged; moved away, --signing-floor begins another"
        case .wouldContradict(let position, let last):
            "a message at \(Self.text(position)) comes before what was signed at \(Self.text(last)), or contradicts it"
        case .log(let error): "the signing journal: \(error)"
        }
    }

    private static func text(_ position: SigningPosition) -> String {
        "height \(position.major), round \(position.round.value), step \(position.step)"
    }
}

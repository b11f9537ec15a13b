public import ConsensusAlgorithms
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
    /// Another process signs with this journal.
    case locked(String)
    /// There is no journal for the key, so nobody knows what it signed. Naming a height floor starts one.
    case journalMissing(String)
    /// The journal is damaged in more than the record of the last, unfinished signature.
    case journalCorrupt(String)
    /// The message comes before what was signed already, or contradicts it.
    case wouldContradict(SigningPosition, last: SigningPosition)
    case log(LogError)
}

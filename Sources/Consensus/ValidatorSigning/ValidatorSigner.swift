public import ConsensusAlgorithms
import Glibc
public import QuorumCertificates
public import WriteAheadLog

/// The one place where a validator's messages are signed.
///
/// The journal is durable before a signature is returned, and the process holds an exclusive lock beside it. Not for
/// use from several threads at once.
public final class ValidatorSigner<Storage: LogStorage> {
    private let key: any StatementKey
    private var journal: SigningJournal<Storage>
    private let domain: [UInt8]
    private let lock: SigningLock?

    /// A signer with a journal that the caller opened.
    public init(
        key: consuming SecretKey, journal: SigningJournal<Storage>, domain: [UInt8], lock: SigningLock? = nil
    ) {
        self.key = HeldKey(key)
        self.journal = journal
        self.domain = domain
        self.lock = lock
    }

    /// A signer with another kind of key.
    package init(key: any StatementKey, journal: SigningJournal<Storage>, domain: [UInt8]) {
        self.key = key
        self.journal = journal
        self.domain = domain
        lock = nil
    }

    /// The public key, 32 bytes.
    public var publicBytes: [UInt8] { key.publicBytes }

    /// Signs a statement, together with the content of the block that it offers, if it offers one.
    public func sign<Statement: ConsensusStatement>(
        _ statement: Statement, content: [UInt8] = []
    ) throws(SigningError) -> Statement.Message {
        let bytes = try signedBytes(statement, content)
        // Consensus: nothing is signed before the journal has it on disk.
        try journal.admit(statement.position, digest: try SHA256Digest.of(bytes))
        return statement.signed(try key.sign(bytes))
    }

    /// The position of the last signature, or the floor.
    public var lastPosition: SigningPosition { journal.last.position }

    /// Gives up the right to sign at a height and all before it, durably.
    public func forgo(_ height: Height) throws(SigningError) {
        let floor = SigningPosition.last(in: height.value)
        guard journal.last.position < floor else { return }
        try journal.admit(floor, digest: SigningJournal<Storage>.noDigest)
    }

    /// Whether the last signature is that of this statement.
    public func hasSignedLast(_ statement: some ConsensusStatement, content: [UInt8]) throws(SigningError) -> Bool {
        guard statement.position == journal.last.position else { return false }
        return try SHA256Digest.of(try signedBytes(statement, content)) == journal.last.digest
    }

    private func signedBytes(_ statement: some ConsensusStatement, _ content: [UInt8]) throws(SigningError) -> [UInt8] {
        let digest = statement.offer == nil ? [] : try SHA256Digest.of(content)
        return statement.signingBytes(domain: domain, contentDigest: digest)
    }
}

extension ValidatorSigner where Storage == LogFile {
    /// Opens the key and its journal. Without a journal a height floor is needed: nothing at or below it is signed.
    public convenience init(
        keyPath: String, journalPath: String, domain: [UInt8], floor: Height? = nil
    ) throws(SigningError) {
        let lock = try SigningLock(path: journalPath + ".lock")
        let key = try SecretKey.load(path: keyPath)
        if access(journalPath, F_OK) != 0 {
            guard let floor else { throw .journalMissing(journalPath) }
            try SigningJournal.create(path: journalPath, floor: floor)
        }
        let file: LogFile
        do { file = try LogFile(path: journalPath) } catch { throw .log(error) }
        let journal = try SigningJournal(file, name: journalPath)
        self.init(key: key, journal: journal, domain: domain, lock: lock)
    }
}

extension SigningJournal where Storage == LogFile {
    /// Begins the journal of a key in a file: see `init(beginning:floor:name:)`.
    public static func create(path: String, floor: Height) throws(SigningError) {
        let file: LogFile
        do { file = try LogFile(path: path) } catch { throw .log(error) }
        _ = try SigningJournal(beginning: file, floor: floor, name: path)
    }
}

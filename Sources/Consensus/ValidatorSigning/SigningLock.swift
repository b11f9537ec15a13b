import Glibc
import WriteAheadLog

/// An exclusive lock on a file, held while the value lives: two processes must never sign with one key.
public final class SigningLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or throws `locked` at once.
    public init(path: String) throws(SigningError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .log(.system(call: "open \(path)", code: errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .locked(path)
        }
    }

    deinit { close(descriptor) }
}

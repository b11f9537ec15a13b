import Glibc
import RegularFiles

/// An exclusive lock on a file, held while the value lives: two processes must never sign with one key.
public final class SigningLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or throws `locked` at once.
    public init(path: String) throws(SigningError) {
        descriptor = RegularFile.open(path, O_RDWR | O_CREAT, mode: 0o600)
        guard descriptor >= 0 else { throw .lockUnusable(path, reason: RegularFile.reason(errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .locked(path)
        }
    }

    deinit { close(descriptor) }
}

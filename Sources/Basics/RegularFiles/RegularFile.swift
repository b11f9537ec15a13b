public import Glibc

/// Opening files that may be something else: a named pipe in a file's place would hold the process until somebody writes into
/// it, and no signal would end it.
public enum RegularFile {
    /// What `errno` says of anything but a regular file: the system has no name of its own for it.
    public static let notRegular: Int32 = ESPIPE

    /// Opens a regular file and returns its descriptor; -1, with the reason in `errno`, where there is none.
    public static func open(_ path: String, _ flags: Int32, mode: mode_t = 0) -> Int32 {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, mode)
        guard descriptor >= 0 else { return -1 }
        var info = stat()
        guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            errno = notRegular
            return -1
        }
        return descriptor
    }

    /// The reason of an `errno` that opening or using a file left.
    public static func reason(_ code: Int32) -> String {
        code == notRegular ? "this is no regular file" : String(cString: strerror(code))
    }
}

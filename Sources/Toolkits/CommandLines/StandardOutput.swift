@preconcurrency import Glibc

/// What was printed, and whether it arrived.
public enum StandardOutput {
    /// The same of what this process prints.
    public static var failure: String? { stdout.flatMap { failure(of: $0) } }

    /// Writes out what is still held back, and says why something that was printed did not arrive; nil when all of it did. A
    /// reader that had enough and left is no failure.
    public static func failure(of file: UnsafeMutablePointer<FILE>) -> String? {
        // The first error of a file stays with it, its reason does not: a full disk is still full.
        let code = fflush(file) == 0 ? 0 : errno
        guard code != 0 || ferror(file) != 0, code != EPIPE else { return nil }
        return "standard output: " + (code == 0 ? "not all of it could be written" : String(cString: strerror(code)))
    }
}

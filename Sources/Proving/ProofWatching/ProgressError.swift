public import SQLiteStorage

/// Why the prover's progress could not be opened.
public enum ProgressError: Error, Equatable, Sendable, CustomStringConvertible {
    case database(SQLiteError)
    /// The file holds the progress on another chain; identities in hex. From before files said whose they are, `found` is
    /// nil.
    case otherChain(path: String, found: String?, wanted: String)

    public var description: String {
        switch self {
        case .database(let error): "\(error)"
        case .otherChain(let path, let found, let wanted):
            "\(path) holds the progress on \(found.map { "the chain \($0)" } ?? "a chain it does not name"), not on "
                + "\(wanted): move it away, or name another file with --progress"
        }
    }
}

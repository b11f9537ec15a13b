import RegularFiles

/// Why a log could not do what was asked.
public enum LogError: Error, Hashable, Sendable {
    /// A system call failed with this `errno`.
    case system(call: String, code: Int32)
    /// The file is not a log, or of another version.
    case foreign
    /// A record is longer than the log's limit.
    case recordTooLong(count: Int, max: Int)
    /// An earlier write or fsync failed, so that what is on the disk is unknown. The log must be opened again.
    case broken
}

/// What happened, without the log's name: consensus, signatures and the pool have one each, and whoever uses one names it.
extension LogError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let call, let code): "\(call): \(RegularFile.reason(code))"
        case .foreign: "the file is no log, or of another version"
        case .recordTooLong(let count, let max): "a record of \(count) bytes, more than \(max)"
        case .broken: "an earlier write failed: it must be opened again"
        }
    }
}

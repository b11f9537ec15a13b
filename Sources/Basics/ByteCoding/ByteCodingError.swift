/// Why bytes could not be decoded. Every decoder of outside input ends in one of these, never in a trap.
public enum ByteCodingError: Error, Equatable, Sendable {
    /// The input ended: so many bytes were needed and so many were left.
    case truncated(needed: Int, left: Int)
    /// Bytes were left after the last field.
    case trailing(count: Int)
    /// A count or length is above the limit that the caller set.
    case tooLong(count: UInt64, max: Int)
    /// A value has a second encoding and this is it (a padded varint, a boolean byte of 2), or is out of its range.
    case notCanonical
    /// The items together are larger than the budget of the reader.
    case overBudget(max: Int)
}

extension ByteCodingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated(let needed, let left): "it ends too early: \(needed) bytes are needed and \(left) left"
        case .trailing(let count): "\(count) bytes follow its end"
        case .tooLong(let count, let max): "a list of \(count) where at most \(max) are allowed"
        case .notCanonical: "a value is not encoded in its one form"
        case .overBudget(let max): "its lists hold more than \(max)"
        }
    }
}

import ByteCoding

/// Why bytes are not the message they should be. From a peer, each of these ends its link.
public enum WireError: Error, Hashable, Sendable {
    case truncated
    /// A number with a longer encoding than needed, or an explicit default value.
    case notCanonical
    /// Fields must come in ascending order, each once unless it is repeated.
    case unexpectedField(Int)
    case wrongWireType(field: Int)
    case missingField(Int)
    case outOfRange(field: Int)
    case tooLong(field: Int)
    case trailingBytes
    /// Parts of a proposal stream that do not follow each other.
    case brokenStream(String)

    init(_ error: ByteCodingError) {
        self =
            switch error {
            case .truncated: .truncated
            case .trailing: .trailingBytes
            case .tooLong, .overBudget: .truncated
            case .notCanonical: .notCanonical
            }
    }
}

extension WireError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated: "the message ends too early"
        case .notCanonical: "a number is not encoded in its one form"
        case .unexpectedField(let field): "field \(field) is unknown, repeated or out of order"
        case .wrongWireType(let field): "field \(field) is of another type"
        case .missingField(let field): "field \(field) is missing"
        case .outOfRange(let field): "field \(field) is out of range"
        case .tooLong(let field): "field \(field) is too long"
        case .trailingBytes: "bytes follow the message"
        case .brokenStream(let reason): "parts of a proposal do not follow each other: \(reason)"
        }
    }
}

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

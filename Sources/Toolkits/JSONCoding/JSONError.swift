/// Why text is not the JSON value that was asked for.
public enum JSONError: Error, Equatable, Sendable {
    /// Not one RFC 8259 value in valid UTF-8.
    case syntax
    /// Nested deeper than `JSONLimits.depth`.
    case tooDeep
    /// More bytes or values than `JSONLimits` allow.
    case tooLarge
    /// An object names a member twice.
    case duplicateKey
    /// A required member is absent; the path is that of the member, such as `$.params[0].nonce`.
    case missing(path: String)
    /// A value is of another type or out of range.
    case mismatch(path: String, expected: String)
    /// An object has a member that its reader does not know.
    case unknownMember(path: String)
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .syntax: "not valid JSON"
        case .tooDeep: "nested too deeply"
        case .tooLarge: "too large"
        case .duplicateKey: "an object names a member twice"
        case .missing(let path): "\(path) is missing"
        case .mismatch(let path, let expected): "\(path) is not \(expected)"
        case .unknownMember(let path): "\(path) is not a known member"
        }
    }
}

/// The bounds of one JSON document. Reading stops at the first one that is exceeded.
public struct JSONLimits: Sendable {
    /// The length of the text in bytes.
    public var bytes: Int
    /// The number of arrays and objects around a value.
    public var depth: Int
    /// Values and keys together.
    public var nodes: Int

    public init(bytes: Int = 16 << 20, depth: Int = 64, nodes: Int = 4_000_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }

    /// For files that the operator named: golden data and prover inputs run to hundreds of megabytes.
    public static let localFile = JSONLimits(bytes: 2 << 30, depth: 256, nodes: 200_000_000)
}

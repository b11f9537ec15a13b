/// Why a document is not read.
public enum XMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// It is not well-formed: the line, and the parser's words.
    case malformed(line: UInt, reason: String)
    /// It is larger or deeper than a reader takes, or has a document type, whose entities could grow without bound.
    case beyondBounds

    public var description: String {
        switch self {
        case .malformed(let line, let reason): "no XML: \(reason) in line \(line)"
        case .beyondBounds: "XML beyond its bounds"
        }
    }
}

/// Why a content was not found to be a valid block.
public enum ValidationFailure: Error, Hashable, Sendable {
    /// The content is malformed or breaks a rule: whoever proposes it is at fault.
    case content(reason: String)
    /// This node could not find out: its store could not be read, or it was told to stop. Nothing is said of the block.
    case own(reason: String)
}

extension ValidationFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .content(let reason), .own(let reason): reason
        }
    }
}

/// Why the node's store could not be read or written.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The database engine failed; its words. A full disk and a store that another process has open end here.
    case engine(String)
    /// Something that must be there is missing or cannot be decoded.
    case damaged(String)
    /// The store belongs to another chain or was written by another version of this program.
    case foreign(String)
    /// What was asked for is older than what the store keeps; the first block that it has.
    case pruned(keptFrom: UInt64)
    /// A block does not follow the last one.
    case notNext
    /// The blocks after the one of this number cannot be taken back: what is needed for that is not kept.
    case notRevertible(to: UInt64)
    /// What was given to be stored contradicts itself: its lists have unequal lengths, or the roots are not the header's.
    case inconsistentCommit

    public var description: String {
        switch self {
        case .engine(let text): "store: \(text)"
        case .damaged(let text): "store is damaged: \(text)"
        case .foreign(let text): "store does not fit: \(text)"
        case .pruned(let first): "history before block \(first) is not kept"
        case .notNext: "block does not follow the last one of the store"
        case .notRevertible(let number): "the blocks after block \(number) cannot be taken back: its tries are not kept"
        case .inconsistentCommit: "a block and what should be stored with it contradict each other"
        }
    }
}

/// What came of the check of an offered block.
public enum OfferVerdict: UInt8, Hashable, Sendable {
    /// The content breaks a rule: the block can never be decided.
    case invalid = 0
    /// The content is right, and so is its time if it was offered for the first time.
    case valid = 1
    /// The content is right, but by this node's clock the block is of the future. It may be decided, since others have
    /// other clocks; this node does not speak for it as a new block.
    case untimely = 2
}

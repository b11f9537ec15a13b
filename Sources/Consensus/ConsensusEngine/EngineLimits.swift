import QuorumCertificates

/// Bounds of what an engine keeps.
enum EngineLimits {
    /// Contents of proposals for the next height.
    static let earlyContentsMax = 4
    /// A proposal is not repeated to one peer more often than this, in milliseconds.
    static let repeatMillis = 2_000
}

/// A block as a round's proposal offers it.
struct OfferedBlock: Hashable {
    let round: Round
    let block: BlockID
}

/// A proposal that was sent to a peer again.
struct ProposalRepeat: Hashable {
    let peer: ValidatorIndex
    let round: Round
    let block: BlockID
}

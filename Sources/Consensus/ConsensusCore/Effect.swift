public import QuorumCertificates

/// What the core asks its shell to do, in order.
public enum Effect: Hashable, Sendable {
    /// Build a block for this round and answer with `Input.built`.
    case build(height: Height, round: Round)
    /// Sign this proposal, send it with the block's content, and hand it back as `Input.proposal`.
    case propose(Proposal, polka: [SignedVote])
    /// Check the block of this proposal and answer with `Input.verdict`.
    case validate(Proposal)
    /// Make the log of inputs durable, sign this vote, send it, and hand it back as `Input.vote`.
    case cast(Vote)
    /// Start this timer.
    case schedule(Timeout)
    /// The height is decided. The machine stays there until it is told to go on with `advance(to:)`.
    case decide(QuorumCertificate)
    /// Two votes of one validator that exclude each other.
    case evidence(SignedVote, SignedVote)
}

public import QuorumCertificates

/// Everything that can happen to the core. The order of inputs alone determines its state, so a log of them is
/// enough to restore it.
public enum Input: Hashable, Sendable {
    /// It is time to begin round 0 of this height (the interval between blocks is over).
    case begin(Height)
    /// A proposal whose signatures hold, with the block's content in the shell's hands.
    case proposal(SignedProposal)
    /// A vote whose signature holds; also the node's own, once signed.
    case vote(SignedVote)
    /// The block asked for by `Effect.build` is ready.
    case built(height: Height, round: Round, block: BlockID)
    /// The answer to `Effect.validate`.
    case verdict(height: Height, round: Round, block: BlockID, isValid: Bool)
    /// A timer ran out.
    case timeout(Timeout)
}

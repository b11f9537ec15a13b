import QuorumCertificates

/// What is known of one round.
struct RoundRecord: Sendable {
    /// Proposals of an equivocating proposer beyond this number need votes behind them to be kept.
    static let proposalsMax = 2

    var proposals: [SignedProposal] = []
    var prevotes: VoteTally
    var precommits: VoteTally
    /// Blocks found invalid in this round.
    var rejected: Set<BlockID> = []
    /// Blocks whose time was judged in this round.
    var timely: Set<BlockID> = []
    var untimely: Set<BlockID> = []
    /// Blocks whose check was asked for in this round.
    var validating: Set<BlockID> = []
    var hasScheduledPrevoteTimeout = false
    var hasScheduledPrecommitTimeout = false
    var hasSeenPolka = false

    init(validatorCount: Int) {
        prevotes = VoteTally(validatorCount: validatorCount)
        precommits = VoteTally(validatorCount: validatorCount)
    }

    func tally(_ kind: VoteKind) -> VoteTally { kind == .prevote ? prevotes : precommits }

    /// Adds a vote to the tally of its kind.
    mutating func add(_ vote: SignedVote, weight: UInt64, isSupporting: Bool = false) -> VoteTally.Outcome {
        switch vote.vote.kind {
        case .prevote: prevotes.add(vote, weight: weight, isSupporting: isSupporting)
        case .precommit: precommits.add(vote, weight: weight, isSupporting: isSupporting)
        }
    }

    /// Keeps a proposal unless it is known, or one too many without support. Returns whether it was kept.
    mutating func add(_ proposal: SignedProposal, in validators: ValidatorSet) -> Bool {
        let offer = proposal.proposal
        if proposals.contains(where: { $0.proposal == offer }) { return false }
        let support = max(prevotes.weight(for: offer.block), precommits.weight(for: offer.block))
        guard proposals.count < RoundRecord.proposalsMax || validators.includesCorrect(support) else { return false }
        // The vote bound above keeps the number of supported blocks small; this keeps re-labelled copies out.
        guard proposals.count < RoundRecord.proposalsMax + 8 else { return false }
        proposals.append(proposal)
        return true
    }
}

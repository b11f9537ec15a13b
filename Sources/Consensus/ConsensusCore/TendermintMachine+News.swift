public import QuorumCertificates

extension TendermintMachine {
    /// Whether an input could change anything: gossip repeats a lot, and repeats need not go to the log.
    public func isNews(_ input: Input) -> Bool {
        switch input {
        case .vote(let signed):
            let vote = signed.vote
            guard validators.contains(vote.validator) else { return false }
            if vote.height == height.next { return true }
            guard vote.height == height, step != .decided else { return false }
            guard let known = rounds[vote.round]?.tally(vote.kind).votes[vote.validator.value] else { return true }
            return known.count < VoteTally.distinctVotesMax && !known.contains { $0.vote.block == vote.block }
        case .proposal(let signed):
            let offer = signed.proposal
            guard offer.proposer == validators.proposer(height: offer.height, round: offer.round) else { return false }
            if offer.height == height.next { return offer.round == .zero }
            guard offer.height == height, step != .decided,
                offer.round <= round.advanced(by: TendermintMachine.roundsAheadMax)
            else { return false }
            var record = rounds[offer.round] ?? RoundRecord(validatorCount: validators.count)
            return record.add(signed, in: validators)
        case .begin(let begun): return begun == height && step == .newHeight
        case .built, .verdict: return true
        case .timeout(let timeout): return timeout.height == height && timeout.round == round
        }
    }

    /// The height that an input is about.
    public static func height(of input: Input) -> Height {
        switch input {
        case .begin(let height): height
        case .proposal(let signed): signed.proposal.height
        case .vote(let signed): signed.vote.height
        case .built(let height, _, _), .verdict(let height, _, _, _): height
        case .timeout(let timeout): timeout.height
        }
    }
}

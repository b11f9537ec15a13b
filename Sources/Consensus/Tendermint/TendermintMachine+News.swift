public import ConsensusAlgorithms
import QuorumCertificates

extension TendermintMachine {
    public func isNews(_ input: Input) -> Bool {
        switch input {
        case .message(.vote(let signed)):
            let vote = signed.vote
            guard validators.contains(vote.validator) else { return false }
            if vote.height == height.next { return true }
            guard vote.height == height, step != .decided else { return false }
            // Votes of rounds far ahead only say how far their sender is, and that only roughly: the log must not grow with them.
            if vote.round > round.advanced(by: Self.roundsAheadMax) {
                let latest = latestRounds[vote.validator.value]?.value ?? 0
                return vote.round.value / 2 > latest
            }
            guard let known = rounds[vote.round]?.tally(vote.kind).votes[vote.validator.value] else { return true }
            return known.count < VoteTally.distinctVotesMax && !known.contains { $0.vote.block == vote.block }
        case .message(.proposal(let signed)):
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
        case .timer(let timeout): return timeout.height == height && timeout.round == round
        }
    }

    public func wantsBuild(_ place: BlockPlace) -> Bool { place == self.place && hasAskedForBuild }

    /// A block of an earlier round matters when it may still be decided, or is offered again for its quorum of prevotes.
    public func wantsVerdict(_ offer: BlockOffer) -> Bool {
        guard offer.place.height == height, step != .decided else { return false }
        return offer.place.round >= round || decidable.contains { $0.block == offer.block }
            || rounds.values.contains { isQuorum($0.prevotes.weight(for: offer.block)) }
    }

    /// What belongs to a later height is put aside, and comes back when that height does.
    public func isLogged(_ input: Input) -> Bool {
        switch input {
        case .begin(let begun): begun == height
        case .message(let message): message.place.height == height
        case .built(let offer), .verdict(let offer, _): offer.place.height == height
        case .timer(let timeout): timeout.height == height
        }
    }
}

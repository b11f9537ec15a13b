import ConsensusAlgorithms
import QuorumCertificates

/// Recording of inputs. No rule of the protocol is applied here; `applyRules` follows every input.
extension TendermintMachine {
    mutating func record(_ round: Round, _ change: (inout RoundRecord) -> Void) {
        change(&rounds[round, default: RoundRecord(validatorCount: validators.count)])
    }

    mutating func receive(_ proposal: SignedProposal, _ effects: inout [Effect]) {
        let offer = proposal.proposal
        guard validators.contains(offer.proposer) else { return }
        if offer.height == height.next, offer.round == .zero {
            return early.keep(.proposal(proposal))
        }
        guard offer.height == height, step != .decided,
            offer.proposer == validators.proposer(height: height, round: offer.round),
            offer.round <= round.advanced(by: TendermintMachine.roundsAheadMax)
        else { return }
        if let validRound = offer.validRound {
            guard validRound < offer.round else { return }
            for vote in proposal.polka
            where vote.vote.kind == .prevote && vote.vote.round == validRound && vote.vote.block == offer.block {
                receive(vote, isSupporting: true, &effects)
            }
        }
        let validators = validators
        let first = rounds[offer.round]?.proposals.first
        var isKept = false
        record(offer.round) { isKept = $0.add(proposal, in: validators) }
        if isKept, let first { effects.append(.evidence(.proposal(first), .proposal(proposal))) }
        if step == .newHeight, offer.round == .zero { startRound(.zero, &effects) }
    }

    mutating func receive(_ signed: SignedVote, isSupporting: Bool, _ effects: inout [Effect]) {
        let vote = signed.vote
        guard validators.contains(vote.validator) else { return }
        if vote.height == height.next { return early.keep(.vote(signed)) }
        guard vote.height == height, step != .decided else { return }
        let index = vote.validator.value
        latestRounds[index] = max(latestRounds[index] ?? vote.round, vote.round)
        guard vote.round <= round.advanced(by: TendermintMachine.roundsAheadMax) else { return }
        let weight = validators.weight(of: vote.validator)
        var outcome = VoteTally.Outcome.known
        record(vote.round) { outcome = $0.add(signed, weight: weight, isSupporting: isSupporting) }
        if case .conflicting(let first) = outcome { effects.append(.evidence(.vote(first), .vote(signed))) }
        if vote.kind == .precommit, outcome != .known { noteDecidable(vote.round) }
    }

    private mutating func noteDecidable(_ round: Round) {
        guard let tally = rounds[round]?.precommits, let block = quorumBlock(tally) else { return }
        let found = Polka(block: block, round: round)
        if !decidable.contains(found) { decidable.append(found) }
    }

    mutating func receiveBuilt(_ offer: BlockOffer, _ effects: inout [Effect]) {
        guard offer.place == place, step == .propose, hasAskedForBuild, let me,
            proposer == me
        else { return }
        hasAskedForBuild = false
        validBlocks.insert(offer.block)
        record(round) { $0.timely.insert(offer.block) }
        let proposal = Proposal(
            height: height, round: round, validRound: nil, block: offer.block, proposer: me)
        effects.append(.sign(.proposal(proposal, polka: [])))
    }

    mutating func receiveVerdict(_ round: Round, _ block: BlockID, _ verdict: OfferVerdict) {
        guard rounds[round]?.validating.contains(block) == true else { return }
        if verdict != .invalid { validBlocks.insert(block) }
        record(round) { record in
            switch verdict {
            case .invalid: record.rejected.insert(block)
            case .valid: record.timely.insert(block)
            case .untimely: record.untimely.insert(block)
            }
        }
    }

    mutating func receive(_ timeout: Timeout, _ effects: inout [Effect]) {
        guard timeout.height == height, timeout.round == round else { return }
        switch timeout.kind {
        case .propose where step == .propose:  // line 57
            cast(.prevote, nil, &effects)
            step = .prevote
        case .prevote where step == .prevote:  // line 61
            cast(.precommit, nil, &effects)
            step = .precommit
        case .precommit where step != .decided && step != .newHeight:  // line 65
            startRound(round.next, &effects)
        default: break
        }
    }

    func cast(_ kind: VoteKind, _ block: BlockID?, _ effects: inout [Effect]) {
        guard let me else { return }
        effects.append(
            .sign(.vote(Vote(kind: kind, height: height, round: round, block: block, validator: me))))
    }
}

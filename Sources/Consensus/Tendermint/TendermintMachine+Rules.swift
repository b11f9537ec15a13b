import ConsensusAlgorithms
import QuorumCertificates

/// The "upon" rules of the paper, tried in turn until none applies. Line numbers are those of algorithm 1.
extension TendermintMachine {
    mutating func applyRules(_ effects: inout [Effect]) {
        while step != .decided {
            requestValidations(&effects)
            if decide(&effects) || beginByVotes(&effects) || skipRound(&effects) { continue }
            if step == .newHeight { return }
            if prevoteOnProposal(&effects) || onPolka(&effects) || onNilPolka(&effects) { continue }
            scheduleTimeouts(&effects)
            return
        }
    }

    func isQuorum(_ weight: UInt64) -> Bool { validators.isQuorum(weight) }

    /// The block that has a quorum, if one has.
    func quorumBlock(_ tally: VoteTally) -> BlockID? {
        tally.leadingBlock.flatMap { isQuorum(tally.weight(for: $0)) ? $0 : nil }
    }

    /// The block with a quorum of prevotes in a round.
    func polkaBlock(_ round: Round) -> BlockID? { rounds[round].flatMap { quorumBlock($0.prevotes) } }

    func isKnownValid(_ block: BlockID) -> Bool { validBlocks.contains(block) }

    /// Asks for the check of proposals of the current round, and of blocks that votes already speak for.
    private mutating func requestValidations(_ effects: inout [Effect]) {
        if step != .newHeight {
            for proposal in rounds[round]?.proposals ?? [] { requestValidation(proposal.proposal, &effects) }
        }
        for found in decidable where !validBlocks.contains(found.block) {
            let known = rounds.keys.sorted().lazy.compactMap { [rounds] round in
                rounds[round]?.proposals.first { $0.proposal.block == found.block }?.proposal
            }.first
            if let known { requestValidation(known, &effects) }
        }
    }

    private mutating func requestValidation(_ proposal: Proposal, _ effects: inout [Effect]) {
        guard let record = rounds[proposal.round], !record.validating.contains(proposal.block) else { return }
        let isJudged = proposal.validRound != nil || proposal.round != round || record.timely.contains(proposal.block)
        if validBlocks.contains(proposal.block), isJudged { return }
        self.record(proposal.round) { $0.validating.insert(proposal.block) }
        effects.append(.check(proposal.offer, from: proposal.proposer))
    }

    /// Line 49: a quorum of precommits for a valid block, in any round.
    private mutating func decide(_ effects: inout [Effect]) -> Bool {
        guard let found = decidable.first(where: { isKnownValid($0.block) }) else { return false }
        let votes = rounds[found.round]?.precommits.votes(for: found.block) ?? []
        step = .decided
        effects.append(
            .decide(
                QuorumCertificate(
                    height: height, round: found.round, block: found.block,
                    signatures: votes.map { .init(validator: $0.vote.validator, bytes: $0.signature) })))
        return true
    }

    private mutating func beginByVotes(_ effects: inout [Effect]) -> Bool {
        guard step == .newHeight else { return false }
        let heard = zip(latestRounds, validators.weights).reduce(0) { $1.0 == nil ? $0 : $0 + $1.1 }
        guard validators.includesCorrect(heard) else { return false }
        startRound(.zero, &effects)
        return true
    }

    /// Line 55, widened: the highest round that more than a third of the weight has reached or passed.
    private mutating func skipRound(_ effects: inout [Effect]) -> Bool {
        guard step != .newHeight else { return false }
        let heard = zip(latestRounds, validators.weights).compactMap { round, weight in round.map { ($0, weight) } }
            .sorted { $0.0 > $1.0 }
        var sum: UInt64 = 0
        for (round, weight) in heard where round > self.round {
            sum += weight
            if validators.includesCorrect(sum) {
                startRound(round, &effects)
                return true
            }
        }
        return false
    }

    /// Lines 22 and 28.
    private mutating func prevoteOnProposal(_ effects: inout [Effect]) -> Bool {
        guard step == .propose, let record = rounds[round] else { return false }
        for proposal in record.proposals.lazy.map(\.proposal) {
            let isLockCompatible: Bool
            if let validRound = proposal.validRound {
                let hasPolka = rounds[validRound].map { isQuorum($0.prevotes.weight(for: proposal.block)) } ?? false
                guard hasPolka else { continue }
                isLockCompatible = locked.map { $0.round <= validRound || $0.block == proposal.block } ?? true
            } else {
                isLockCompatible = locked.map { $0.block == proposal.block } ?? true
            }
            let isNew = proposal.validRound == nil, block = proposal.block
            if record.rejected.contains(block) && !isKnownValid(block) || isNew && record.untimely.contains(block) {
                cast(.prevote, nil, &effects)
            } else if isNew ? record.timely.contains(block) : isKnownValid(block) {
                cast(.prevote, isLockCompatible ? proposal.block : nil, &effects)
            } else {
                continue
            }
            step = .prevote
            return true
        }
        return false
    }

    /// Line 36: the first quorum of prevotes for a valid block locks it, unless the precommit went out already.
    private mutating func onPolka(_ effects: inout [Effect]) -> Bool {
        guard step >= .prevote, rounds[round]?.hasSeenPolka == false, let block = polkaBlock(round),
            isKnownValid(block)
        else { return false }
        record(round) { $0.hasSeenPolka = true }
        if step == .prevote {
            locked = Polka(block: block, round: round)
            cast(.precommit, block, &effects)
            step = .precommit
        }
        valid = Polka(block: block, round: round)
        return true
    }

    /// Line 44.
    private mutating func onNilPolka(_ effects: inout [Effect]) -> Bool {
        guard step == .prevote, let tally = rounds[round]?.prevotes, isQuorum(tally.weight(for: nil)) else {
            return false
        }
        cast(.precommit, nil, &effects)
        step = .precommit
        return true
    }

    /// Lines 34 and 47.
    private mutating func scheduleTimeouts(_ effects: inout [Effect]) {
        guard let record = rounds[round] else { return }
        if step == .prevote, !record.hasScheduledPrevoteTimeout, isQuorum(record.prevotes.weightTotal) {
            self.record(round) { $0.hasScheduledPrevoteTimeout = true }
            effects.append(.start(Timeout(kind: .prevote, height: height, round: round)))
        }
        if !record.hasScheduledPrecommitTimeout, isQuorum(record.precommits.weightTotal) {
            self.record(round) { $0.hasScheduledPrecommitTimeout = true }
            effects.append(.start(Timeout(kind: .precommit, height: height, round: round)))
        }
    }

    /// Lines 11 to 21. The proposer has a timer too, since building a block may fail.
    mutating func startRound(_ next: Round, _ effects: inout [Effect]) {
        round = next
        step = .propose
        hasAskedForBuild = false
        effects.append(.start(Timeout(kind: .propose, height: height, round: round)))
        guard let me, proposer == me else { return }
        if let valid {
            let proposal = Proposal(
                height: height, round: round, validRound: valid.round, block: valid.block, proposer: me)
            let polka = rounds[valid.round]?.prevotes.votes(for: valid.block) ?? []
            effects.append(.sign(.proposal(proposal, polka: polka)))
        } else {
            hasAskedForBuild = true
            effects.append(.build(place))
        }
    }
}

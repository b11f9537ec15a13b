import ConsensusCore
import Determinism
import QuorumCertificates

/// The shell around each machine: log, signing, timers, commits, crashes.
extension Simulation {
    mutating func feed(_ input: Input, to node: Int) {
        let height = nodes[node].machine.height
        nodes[node].log.append(input)
        let effects = nodes[node].machine.step(input)
        perform(effects, at: node, height: height)
    }

    /// Performs effects in order, and stops when the node crashed or moved on in between.
    mutating func perform(_ effects: [Effect], at node: Int, height: Height) {
        let life = nodes[node].life
        for effect in effects {
            guard nodes[node].isRunning, nodes[node].life == life, nodes[node].machine.height == height else { return }
            perform(effect, at: node)
        }
    }

    private mutating func perform(_ effect: Effect, at node: Int) {
        switch effect {
        case .build(let height, let round):
            nonce += 1
            let isEvil = settings.equivocator?.value == node && random.chance(percent: 30)
            let block = SimulatedBlocks.make(height: height, node: node, nonce: nonce, isValid: !isEvil)
            later(.built(height: height, round: round, block: block), in: random.number(in: 1...40), at: node)
        case .validate(let proposal):
            let verdict = Input.verdict(
                height: proposal.height, round: proposal.round, block: proposal.block,
                isValid: SimulatedBlocks.isValid(proposal.block))
            later(verdict, in: random.number(in: 1...40), at: node)
        case .schedule(let timeout):
            let rounds = Int(min(timeout.round.value, 100))
            let wait = timeout.kind == .propose ? 300 + 100 * rounds : 80 + 60 * rounds
            later(.timeout(timeout), in: wait, at: node)
        case .propose(let proposal, let polka): propose(proposal, polka, at: node)
        case .cast(let vote): cast(vote, at: node)
        case .decide(let certificate):
            if !holds(certificate) { violations.append(.badCertificate(certificate.height)) }
            commit(certificate, at: node)
        case .evidence(let first, _):
            // Only the equivocator may ever be accused.
            if first.vote.validator != settings.equivocator {
                violations.append(.doubleSigned(first.vote.validator, first.vote.height, first.vote.round))
            }
        }
    }

    private mutating func later(_ input: Input, in millis: Int, at node: Int) {
        queue.add(.input(input, node: node, life: nodes[node].life), at: now + millis)
    }

    /// Makes the log durable; the node may die just before or after.
    private mutating func survivesSync(_ node: Int) -> Bool {
        for isSynced in [false, true] {
            if isSynced { nodes[node].durableCount = nodes[node].log.count }
            if isFaulty, settings.equivocator?.value != node, random.chance(percent: settings.crashPointPercent) {
                crash(node)
                queue.add(.restart(node: node), at: now + random.number(in: 20...500))
                return false
            }
        }
        return true
    }

    private mutating func propose(_ proposal: Proposal, _ polka: [SignedVote], at node: Int) {
        guard survivesSync(node) else { return }
        if settings.equivocator?.value == node { return proposeTwice(proposal, polka, at: node) }
        let step = SimulatedNode.SigningStep(height: proposal.height, round: proposal.round, kind: nil)
        guard sign(step, proposal.block, at: node) else { return }
        let input = Input.proposal(SignedProposal(proposal: proposal, signature: [UInt8(node)], polka: polka))
        broadcast(.input(input), from: node)
        feed(input, to: node)
    }

    private mutating func cast(_ vote: Vote, at node: Int) {
        guard survivesSync(node) else { return }
        if settings.equivocator?.value == node { return castTwice(vote, at: node) }
        let step = SimulatedNode.SigningStep(height: vote.height, round: vote.round, kind: vote.kind)
        guard sign(step, vote.block, at: node) else { return }
        let input = Input.vote(SignedVote(vote: vote, signature: [UInt8(node)]))
        broadcast(.input(input), from: node)
        feed(input, to: node)
    }

    /// Records a signature of a correct validator, which must be the only one of its step.
    private mutating func sign(_ step: SimulatedNode.SigningStep, _ block: BlockID?, at node: Int) -> Bool {
        signed[node, default: [:]][step, default: []].insert(block)
        guard signed[node]?[step]?.count == 1 else {
            violations.append(.doubleSigned(ValidatorIndex(node), step.height, step.round))
            return false
        }
        return true
    }

    mutating func commit(_ certificate: QuorumCertificate, at node: Int) {
        let height = certificate.height
        if settings.equivocator?.value != node {
            if !SimulatedBlocks.isValid(certificate.block) {
                violations.append(.decidedInvalid(height, certificate.block))
            }
            if let other = decided[height], other != certificate.block {
                violations.append(.forked(height, other, certificate.block))
            }
            decided[height] = certificate.block
        }
        roundMax = max(roundMax, certificate.round)
        nodes[node].decisions.append(certificate)
        nodes[node].log = []
        nodes[node].durableCount = 0
        let early = nodes[node].machine.advance(to: height.next, validators: nodes[node].machine.validators)
        let life = nodes[node].life
        later(.begin(height.next), in: 100, at: node)
        for input in early where nodes[node].life == life && nodes[node].machine.height == height.next {
            feed(input, to: node)
        }
    }

    mutating func crash(_ node: Int) {
        guard nodes[node].isRunning else { return }
        nodes[node].isRunning = false
        nodes[node].life += 1
        // What was not synced may be there in part.
        let kept = random.number(in: nodes[node].durableCount...nodes[node].log.count)
        nodes[node].log.removeLast(nodes[node].log.count - kept)
    }

    mutating func restart(_ node: Int) {
        guard !nodes[node].isRunning else { return }
        nodes[node].isRunning = true
        let height = Height(UInt64(nodes[node].decisions.count) + 1)
        var machine = TendermintMachine(
            validators: nodes[node].machine.validators, me: nodes[node].index, height: height)
        nodes[node].durableCount = nodes[node].log.count
        let effects = machine.replay(nodes[node].log)
        nodes[node].machine = machine
        later(.begin(height), in: 100, at: node)
        perform(effects, at: node, height: height)
    }
}

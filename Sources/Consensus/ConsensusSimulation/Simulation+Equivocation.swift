import ConsensusCore
import Determinism
import QuorumCertificates

/// The validator that breaks the rules: different proposals and votes to different peers.
///
/// At some heights it says random things. At the others it tries to split the network: one victim gets honest votes
/// and may decide, the rest gets votes for nil, and then a rival block with votes for it.
extension Simulation {
    /// The node to be split off at a height, if that is the plan there.
    func victim(at height: Height, of node: Int) -> Int? {
        var random = SplitMix64(seed: seed ^ height.value &* 0x9e37_79b9)
        guard random.chance(percent: 60) else { return nil }
        return (node + random.number(in: 1...nodes.count - 1)) % nodes.count
    }

    mutating func proposeTwice(_ proposal: Proposal, _ polka: [SignedVote], at node: Int) {
        let victim = victim(at: proposal.height, of: node)
        nonce += 1
        let other = Proposal(
            height: proposal.height, round: proposal.round,
            validRound: random.chance(percent: 40) ? proposal.round.value.previousRound : nil,
            block: SimulatedBlocks.make(
                height: proposal.height, node: node, nonce: nonce,
                isValid: victim != nil || random.chance(percent: 80)),
            proposer: proposal.proposer)
        if let victim, proposal.round > .zero {
            let input = Input.proposal(SignedProposal(proposal: other, signature: [UInt8(node)], polka: []))
            rivals[proposal.height] = other.block
            for receiver in nodes.indices where receiver != victim && receiver != node {
                send(.input(input), from: node, to: receiver)
            }
            return feed(input, to: node)
        }
        for receiver in nodes.indices where receiver != node {
            for (offer, votes) in [(proposal, polka), (other, [])] where random.chance(percent: 60) {
                let input = Input.proposal(SignedProposal(proposal: offer, signature: [UInt8(node)], polka: votes))
                send(.input(input), from: node, to: receiver)
            }
        }
        feed(.proposal(SignedProposal(proposal: proposal, signature: [UInt8(node)], polka: polka)), to: node)
    }

    mutating func castTwice(_ vote: Vote, at node: Int) {
        if let victim = victim(at: vote.height, of: node) { return split(vote, from: victim, at: node) }
        let record = nodes[node].machine.proposedBlocks
        for receiver in nodes.indices where receiver != node {
            let choices: [BlockID?] = [vote.block, nil] + record.map { $0 }
            let count = random.number(in: 0...3)
            for _ in 0..<count {
                let block = choices[random.number(in: 0...choices.count - 1)]
                send(.input(.vote(contradict(vote, block, at: node))), from: node, to: receiver)
            }
        }
        feed(.vote(contradict(vote, vote.block, at: node)), to: node)
    }

    private mutating func split(_ vote: Vote, from victim: Int, at node: Int) {
        let rival = rivals[vote.height]
        let first = nodes[node].machine.proposedBlocks.first ?? vote.block
        for receiver in nodes.indices where receiver != node {
            let block = receiver == victim || vote.kind == .prevote && vote.round == .zero ? first : rival
            send(.input(.vote(contradict(vote, block, at: node))), from: node, to: receiver)
        }
        // Its own machine must not decide for the victim's block, or it would leave the height.
        feed(.vote(contradict(vote, vote.kind == .prevote ? rival ?? vote.block : rival, at: node)), to: node)
    }

    private mutating func contradict(_ vote: Vote, _ block: BlockID?, at node: Int) -> SignedVote {
        let step = SimulatedNode.SigningStep(height: vote.height, round: vote.round, kind: vote.kind)
        signed[node, default: [:]][step, default: []].insert(block)
        let other = Vote(
            kind: vote.kind, height: vote.height, round: vote.round, block: block, validator: vote.validator)
        return SignedVote(vote: other, signature: [UInt8(node)])
    }
}

extension UInt32 {
    /// The round before this one, if there is one.
    fileprivate var previousRound: Round? { self == 0 ? nil : Round(self - 1) }
}

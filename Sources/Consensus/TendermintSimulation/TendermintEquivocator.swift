import ConsensusAlgorithms
public import ConsensusSimulation
import Determinism
import QuorumCertificates
public import Tendermint

/// Tendermint on a simulated network.
public typealias TendermintSimulation = Simulation<TendermintEquivocator>

/// A validator that makes different proposals and votes for different peers.
///
/// At some heights it says random things. At the others it tries to split the network: one victim gets honest votes
/// and may decide, the rest gets votes for nil, and then a rival block with votes for it.
public struct TendermintEquivocator: Adversary {
    public typealias Algorithm = TendermintMachine

    /// The equivocator's own blocks, which it tries to get decided beside those of its victim.
    private var rivals: [Height: BlockID] = [:]

    public init() {}

    public static func contradict(
        _ statement: TendermintStatement, in simulation: inout TendermintSimulation, at node: Int
    ) {
        switch statement {
        case .proposal(let proposal, let polka): propose(proposal, polka, &simulation, node)
        case .vote(let vote): cast(vote, &simulation, node)
        }
    }

    private static func propose(
        _ proposal: Proposal, _ polka: [SignedVote], _ simulation: inout TendermintSimulation, _ node: Int
    ) {
        let victim = simulation.victim(at: proposal.height, of: node)
        let validRound = simulation.random.chance(percent: 40) ? proposal.round.value.previousRound : nil
        let isValid = victim != nil || simulation.random.chance(percent: 80)
        let other = Proposal(
            height: proposal.height, round: proposal.round, validRound: validRound,
            block: simulation.makeBlock(height: proposal.height, by: node, isValid: isValid),
            proposer: proposal.proposer)
        let sign = { (offer: Proposal, votes: [SignedVote]) in
            TendermintStatement.proposal(offer, polka: votes).signed(TendermintSimulation.signature(of: node))
        }
        if let victim, proposal.round > .zero {
            simulation.foe.rivals[proposal.height] = other.block
            for receiver in simulation.nodeIndices where receiver != victim && receiver != node {
                simulation.send(sign(other, []), from: node, to: receiver)
            }
            return simulation.feed(.message(sign(other, [])), to: node)
        }
        for receiver in simulation.nodeIndices where receiver != node {
            for (offer, votes) in [(proposal, polka), (other, [])] where simulation.random.chance(percent: 60) {
                simulation.send(sign(offer, votes), from: node, to: receiver)
            }
        }
        simulation.feed(.message(sign(proposal, polka)), to: node)
    }

    private static func cast(_ vote: Vote, _ simulation: inout TendermintSimulation, _ node: Int) {
        if let victim = simulation.victim(at: vote.height, of: node) {
            return split(vote, from: victim, &simulation, node)
        }
        let proposed = simulation.machine(of: node).proposedBlocks
        for receiver in simulation.nodeIndices where receiver != node {
            let choices: [BlockID?] = [vote.block, nil] + proposed.map { $0 }
            let count = simulation.random.number(in: 0...3)
            for _ in 0..<count {
                let block = choices[simulation.random.number(in: 0...choices.count - 1)]
                simulation.send(contradict(vote, block, &simulation, node), from: node, to: receiver)
            }
        }
        simulation.feed(.message(contradict(vote, vote.block, &simulation, node)), to: node)
    }

    private static func split(
        _ vote: Vote, from victim: Int, _ simulation: inout TendermintSimulation, _ node: Int
    ) {
        let rival = simulation.foe.rivals[vote.height]
        let first = simulation.machine(of: node).proposedBlocks.first ?? vote.block
        for receiver in simulation.nodeIndices where receiver != node {
            let block = receiver == victim || vote.kind == .prevote && vote.round == .zero ? first : rival
            simulation.send(contradict(vote, block, &simulation, node), from: node, to: receiver)
        }
        // Its own machine must not decide for the victim's block, or it would leave the height.
        let own = vote.kind == .prevote ? rival ?? vote.block : rival
        simulation.feed(.message(contradict(vote, own, &simulation, node)), to: node)
    }

    private static func contradict(
        _ vote: Vote, _ block: BlockID?, _ simulation: inout TendermintSimulation, _ node: Int
    ) -> TendermintMessage {
        let other = TendermintStatement.vote(
            Vote(kind: vote.kind, height: vote.height, round: vote.round, block: block, validator: vote.validator))
        simulation.noteSigned(other, at: node)
        return other.signed(TendermintSimulation.signature(of: node))
    }
}

extension UInt32 {
    /// The round before this one, if there is one.
    fileprivate var previousRound: Round? { self == 0 ? nil : Round(self - 1) }
}

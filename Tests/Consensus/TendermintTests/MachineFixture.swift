import ConsensusAlgorithms
import QuorumCertificates
import Tendermint

typealias Input = TendermintMachine.Input
typealias Effect = TendermintMachine.Effect

/// A machine of four equal validators, seen from validator 0, and short ways to make its inputs.
///
/// At height 1 the proposer of round r is validator (1 + r) mod 4.
struct MachineFixture {
    var machine: TendermintMachine
    let height = Height(1)

    init(me: Int? = 0) {
        let validators = ValidatorSet(weights: [1, 1, 1, 1])!
        machine = TendermintMachine(
            validators: validators, me: me.map(ValidatorIndex.init), snapshot: HeightSnapshot(height: Height(1)))
    }

    static func block(_ name: UInt64) -> BlockID { BlockID(words: 0, 0, 0, name) }

    mutating func begin() -> [Effect] { machine.step(.begin(height)) }

    func vote(_ kind: VoteKind, _ block: BlockID?, by validator: Int, round: UInt32 = 0) -> SignedVote {
        let vote = Vote(
            kind: kind, height: height, round: Round(round), block: block, validator: ValidatorIndex(validator))
        return SignedVote(vote: vote, signature: [UInt8(validator)])
    }

    /// Feeds votes of several validators and returns all effects.
    mutating func votes(_ kind: VoteKind, _ block: BlockID?, by validators: [Int], round: UInt32 = 0) -> [Effect] {
        validators.flatMap { machine.step(.message(.vote(vote(kind, block, by: $0, round: round)))) }
    }

    /// Feeds the proposal of a round, and the verdict if one is given.
    mutating func propose(
        _ block: BlockID, round: UInt32 = 0, validRound: UInt32? = nil, polka: [SignedVote] = [], isValid: Bool? = true,
        isTimely: Bool = true
    ) -> [Effect] {
        let proposal = Proposal(
            height: height, round: Round(round), validRound: validRound.map(Round.init), block: block,
            proposer: ValidatorIndex(Int(1 + round) % 4))
        var effects = machine.step(
            .message(.proposal(SignedProposal(proposal: proposal, signature: [], polka: polka))))
        if let isValid {
            effects += machine.step(.verdict(proposal.offer, !isValid ? .invalid : isTimely ? .valid : .untimely))
        }
        return effects
    }

    mutating func timeout(_ kind: Timeout.Kind, round: UInt32 = 0) -> [Effect] {
        machine.step(.timer(Timeout(kind: kind, height: height, round: Round(round))))
    }

    func cast(_ kind: VoteKind, _ block: BlockID?, round: UInt32 = 0) -> Effect {
        .sign(
            .vote(Vote(kind: kind, height: height, round: Round(round), block: block, validator: ValidatorIndex(0))))
    }

    func schedule(_ kind: Timeout.Kind, round: UInt32 = 0) -> Effect {
        .start(Timeout(kind: kind, height: height, round: Round(round)))
    }
}

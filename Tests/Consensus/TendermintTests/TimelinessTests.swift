import ConsensusAlgorithms
import QuorumCertificates
import Tendermint
import Testing

/// Proposer-based timestamps: what a node says to a block of the future, by its own clock.
@Suite struct TimelinessTests {
    let a = MachineFixture.block(1)

    @Test func `a new block of the future gets a prevote for nil`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        #expect(fixture.propose(a, isTimely: false).contains(fixture.cast(.prevote, nil)))
    }

    @Test func `it is judged anew when it is proposed as new in a later round`() {
        for isTimely in [false, true] {
            var fixture = MachineFixture()
            _ = fixture.begin()
            _ = fixture.propose(a, isTimely: false)
            _ = fixture.votes(.prevote, nil, by: [0, 1, 2])
            _ = fixture.votes(.precommit, nil, by: [0, 1, 2])
            _ = fixture.timeout(.precommit)
            // Before its check nothing is said about it, though its content is known to be right.
            let unchecked = fixture.propose(a, round: 1, isValid: nil)
            #expect(unchecked.contains { if case .check(_, _) = $0 { true } else { false } })
            #expect(!unchecked.contains(fixture.cast(.prevote, a, round: 1)))
            let verdict: OfferVerdict = isTimely ? .valid : .untimely
            let offer = BlockOffer(height: fixture.height, round: Round(1), block: a)
            let effects = fixture.machine.step(.verdict(offer, verdict))
            #expect(effects.contains(fixture.cast(.prevote, isTimely ? a : nil, round: 1)))
        }
    }

    @Test func `with a quorum of prevotes of an earlier round the clock is not asked`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.propose(a, isTimely: false)
        // The others had it in time, and locked it.
        _ = fixture.votes(.prevote, a, by: [1, 2, 3])
        _ = fixture.votes(.precommit, nil, by: [1, 2, 3])
        _ = fixture.timeout(.precommit)
        let polka = [1, 2, 3].map { fixture.vote(.prevote, a, by: $0) }
        let effects = fixture.propose(a, round: 1, validRound: 0, polka: polka, isValid: nil)
        #expect(effects.contains(fixture.cast(.prevote, a, round: 1)))
    }

    @Test func `a quorum of precommits decides it`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.propose(a, isTimely: false)
        let effects = fixture.votes(.precommit, a, by: [1, 2, 3])
        #expect(effects.contains { if case .decide(let found) = $0 { found.block == a } else { false } })
    }

    @Test func `a proposer speaks for the block it built`() {
        var fixture = MachineFixture(me: 1)
        _ = fixture.begin()
        let offer = BlockOffer(height: fixture.height, round: .zero, block: a)
        _ = fixture.machine.step(.built(offer))
        let proposal = Proposal(
            height: fixture.height, round: .zero, validRound: nil, block: a, proposer: ValidatorIndex(1))
        let effects = fixture.machine.step(
            .message(.proposal(SignedProposal(proposal: proposal, signature: [], polka: []))))
        let vote = Vote(
            kind: .prevote, height: fixture.height, round: .zero, block: a, validator: ValidatorIndex(1))
        #expect(effects.contains(.sign(.vote(vote))))
    }
}

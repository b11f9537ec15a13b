import ConsensusAlgorithms
import QuorumCertificates
import Tendermint
import Testing

/// Votes of rounds far ahead: what is logged of them is bounded.
@Suite struct FarVoteTests {
    @Test func `of a million rounds of votes that are not kept a handful is news`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        var logged = 0
        for round in 0..<1_000_000 as Range<UInt32> {
            let input = Input.message(.vote(fixture.vote(.prevote, nil, by: 3, round: round)))
            if round > 100, !fixture.machine.isNews(input) { continue }
            if fixture.machine.isNews(input) { logged += 1 }
            _ = fixture.machine.step(input)
        }
        #expect((1...60).contains(logged))
    }

    @Test func `a node that is far behind still skips to the others' round`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        var effects: [Effect] = []
        for validator in 1...2 {
            let input = Input.message(.vote(fixture.vote(.prevote, nil, by: validator, round: 500)))
            #expect(fixture.machine.isNews(input))
            effects += fixture.machine.step(input)
        }
        #expect(fixture.machine.round == Round(500))
        #expect(effects.contains(fixture.schedule(.propose, round: 500)))
    }
}

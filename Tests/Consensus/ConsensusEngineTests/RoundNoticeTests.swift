import ConsensusEngine
import QuorumCertificates
import Synchronization
import Testing

/// What an engine says of its rounds: an operator sees failed rounds on every validator, not on the next proposer only.
@Suite(.serialized) struct RoundNoticeTests {
    private func rounds(_ lone: LoneEngine) -> [UInt32] {
        lone.notices.list.withLock { notices in
            notices.compactMap { if case .roundStarted(_, let round) = $0 { round.value } else { nil } }
        }
    }

    @Test func `a validator says that it entered a round in which another one proposes`() throws {
        let lone = try LoneEngine()
        try lone.start()
        // Height 1 has validator 1 as its first proposer and validator 3 as that of round 2: validator 0 never builds.
        try lone.vote(.prevote, nil, round: 2)
        #expect(lone.waitForPlace(1, 2))
        #expect(lone.waitFor { rounds(lone).last == 2 })
    }

    @Test func `it says so of the first round too, once`() throws {
        let lone = try LoneEngine()
        try lone.start()
        try lone.propose(1)
        _ = try lone.votes(until: .prevote, 1, 0)
        #expect(rounds(lone) == [0])
    }
}

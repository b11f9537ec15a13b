import ConsensusEngine
import QuorumCertificates
import Synchronization
import Tendermint
import Testing

/// Checks that take longer than anybody wants their answer.
@Suite(.serialized) struct `A check that outlives its round` {
    /// Validator 0 checks block 1 of round 0 without end; the others are in round 1.
    private func engineInRoundOne() throws -> LoneEngine {
        let engine = try LoneEngine()
        engine.chain.endless.withLock { $0 = [1] }
        try engine.start()
        try engine.propose(1)
        #expect(engine.waitForPlace(1, 0))
        try engine.vote(.prevote, nil, round: 1)
        #expect(engine.waitForPlace(1, 1))
        return engine
    }

    @Test func `does not hold up the next one`() throws {
        let engine = try engineInRoundOne()
        try engine.propose(2, round: 1)
        let votes = try engine.votes(until: .prevote, 1, 1)
        #expect(votes.last?.block == (try engine.content(2).block))
        engine.stop()
    }

    @Test func `begins anew when its block turns out to be decided`() throws {
        let engine = try engineInRoundOne()
        try engine.propose(2, round: 1)
        _ = try engine.votes(until: .prevote, 1, 1)
        engine.chain.endless.withLock { $0 = [] }
        try engine.vote(.precommit, try engine.content(1).block, by: [1, 2, 3])
        #expect(engine.waitForPlace(2, 0))
        #expect(engine.chain.blocks.map(\.content) == [try engine.content(1).content])
        engine.stop()
    }

    @Test func `is ended by the decision of another block`() throws {
        let engine = try engineInRoundOne()
        try engine.propose(2, round: 1)
        _ = try engine.votes(until: .prevote, 1, 1)
        try engine.vote(.precommit, try engine.content(2).block, round: 1, by: [1, 2, 3])
        #expect(engine.waitForPlace(2, 0))
        engine.stop()
    }
}

import ConsensusEngine
import QuorumCertificates
import Synchronization
import Tendermint
import Testing

/// What a validator does whose log lost what its journal proves: it keeps silent until the height is over.
@Suite(.serialized) struct `A validator with a damaged log` {
    /// Validator 0 locks block 1 at height 1, round 0, and stops.
    private func lockedEngine() throws -> LoneEngine {
        let engine = try LoneEngine()
        try engine.start()
        try engine.propose(1)
        _ = try engine.votes(until: .prevote, 1, 0)
        try engine.vote(.prevote, try engine.content(1).block)
        let votes = try engine.votes(until: .precommit, 1, 0)
        #expect(votes.map(\.block) == [try engine.content(1).block, try engine.content(1).block])
        engine.stop()
        return engine
    }

    private func isAbstaining(_ engine: LoneEngine) -> Bool {
        engine.notices.list.withLock { $0.contains { if case .abstaining(Height(1)) = $0 { true } else { false } } }
    }

    /// Another block is offered in round 1, and then block 1 is decided after all. Returns what validator 0 signed.
    private func votesAfterRestart(_ engine: LoneEngine) throws -> [Vote] {
        try engine.start()
        try engine.vote(.prevote, nil, round: 1)
        #expect(engine.waitForPlace(1, 1))
        try engine.propose(2, round: 1)
        if !isAbstaining(engine) { _ = try engine.votes(until: .prevote, 1, 1) }
        try engine.propose(1)
        try engine.vote(.precommit, try engine.content(1).block, by: [1, 2, 3])
        // The proposal of the next height gets a prevote again: everything before it was answered, or never will be.
        #expect(engine.waitForPlace(2, 0))
        try engine.propose(3, height: 2)
        let votes = try engine.votes(until: .prevote, 2, 0)
        engine.stop()
        return votes.filter { $0.height == Height(1) }
    }

    @Test func `signs nothing more at that height when the log is gone`() throws {
        let engine = try lockedEngine()
        try engine.log.replace(with: [])
        let votes = try votesAfterRestart(engine)
        #expect(votes.isEmpty, "signed without its lock: \(votes)")
        #expect(startsAbstaining(engine))
    }

    @Test func `never votes against its lock, wherever the log was cut`() throws {
        let whole = try lockedEngine()
        let log = try whole.log.read(), journal = try whole.journal.read()
        let locked = try whole.content(1).block
        var silent = 0, speaking = 0
        for cut in Array(stride(from: 0, to: log.count, by: 41)) + [log.count] {
            let engine = try LoneEngine()
            try engine.log.replace(with: Array(log[..<cut]))
            try engine.journal.replace(with: journal)
            let votes = try votesAfterRestart(engine)
            for vote in votes where vote.round > .zero {
                #expect(vote.block == nil || vote.block == locked, "cut at \(cut): \(vote)")
            }
            if isAbstaining(engine) { silent += 1 } else { speaking += 1 }
            #expect(isAbstaining(engine) == votes.isEmpty, "cut at \(cut)")
        }
        #expect(silent > 0 && speaking > 0)
    }

    @Test func `says that its log ended inside a record`() throws {
        let engine = try lockedEngine()
        let log = try engine.log.read()
        try engine.log.replace(with: log.dropLast(3))
        try engine.start()
        let isSaid = engine.waitFor {
            engine.notices.list.withLock { $0.contains { if case .logShortened = $0 { true } else { false } } }
        }
        #expect(isSaid)
        engine.stop()
    }

    @Test func `says that its log was emptied or is of no height that it knows`() throws {
        let whole = try lockedEngine(), journal = try whole.journal.read()
        let fresh = try LoneEngine()
        try fresh.start()
        #expect(fresh.waitForPlace(1, 0))
        #expect(!hasLost(fresh))
        fresh.stop()
        for content in [[], Array(try whole.log.read().prefix(8))] as [[UInt8]] {
            let engine = try LoneEngine()
            try engine.log.replace(with: content)
            try engine.journal.replace(with: journal)
            try engine.start()
            #expect(engine.waitFor { hasLost(engine) })
            engine.stop()
        }
    }

    private func hasLost(_ engine: LoneEngine) -> Bool {
        engine.notices.list.withLock { $0.contains { if case .logLost(Height(1)) = $0 { true } else { false } } }
    }

    @Test func `stays silent at that height when it starts once more, with a log that has grown again`() throws {
        let engine = try LoneEngine()
        try engine.start()
        let block = try engine.content(1).block
        try engine.propose(1)
        try engine.vote(.prevote, block)
        _ = try engine.votes(until: .precommit, 1, 0)
        engine.stop()
        try engine.log.replace(with: [])
        try engine.start()
        #expect(startsAbstaining(engine))
        // What leads to the journal's last statement comes again, and is logged: the snapshot, the proposal and its verdict,
        // two votes and what else there is.
        try engine.propose(1)
        try engine.vote(.prevote, block)
        #expect(engine.waitFor { engine.recordCount >= 5 })
        engine.stop()
        try engine.start()
        #expect(startsAbstaining(engine))
        engine.stop()
        #expect(engine.links.votes.withLock { $0.isEmpty })
    }

    /// Whether it said so before it said that it has started.
    private func startsAbstaining(_ engine: LoneEngine) -> Bool {
        let hasStarted = engine.waitFor {
            engine.notices.list.withLock { $0.contains { if case .started = $0 { true } else { false } } }
        }
        return hasStarted && isAbstaining(engine)
    }

    @Test func `stops signing when its key speaks elsewhere`() throws {
        let engine = try LoneEngine()
        try engine.start()
        try engine.propose(1)
        _ = try engine.votes(until: .prevote, 1, 0)
        // A vote of validator 0 that this process has not made.
        try engine.vote(.prevote, nil, round: 1, by: [0])
        let isSaid = engine.waitFor {
            engine.notices.list.withLock {
                $0.contains { if case .keyElsewhere(Height(1), Round(1)) = $0 { true } else { false } }
            }
        }
        #expect(isSaid)
        // A quorum of prevotes gets no precommit.
        try engine.vote(.prevote, try engine.content(1).block, by: [1, 2, 3])
        try engine.vote(.precommit, try engine.content(1).block, by: [1, 2, 3])
        #expect(engine.waitForPlace(2, 0))
        #expect(engine.links.votes.withLock { votes in votes.allSatisfy { $0.kind == .prevote } })
        engine.stop()
    }
}

import ConsensusEngine
import ConsensusWire
import QuorumCertificates
import Synchronization
import Testing

/// A node whose own disk fails while it checks what others made.
@Suite(.serialized) struct `A check that fails through no fault of the block` {
    private func notice(_ engine: LoneEngine, _ isWanted: (EngineNotice) -> Bool) -> Bool {
        engine.waitFor { engine.notices.list.withLock { $0.contains(where: isWanted) } }
    }

    @Test func `blames nobody, casts no vote, and is repeated for the next offer of the block`() throws {
        let engine = try LoneEngine()
        engine.chain.isUnreadable.withLock { $0 = true }
        try engine.start()
        try engine.propose(1)
        let isTold = notice(engine) { notice in
            if case .checkFailed(let height, _, let reason) = notice {
                height == Height(1) && reason.contains("disk")
            } else {
                false
            }
        }
        #expect(isTold)
        #expect(engine.links.votes.withLock { $0 }.isEmpty)
        engine.chain.isUnreadable.withLock { $0 = false }
        try engine.vote(.prevote, nil, round: 1)
        #expect(engine.waitForPlace(1, 1))
        try engine.propose(1, round: 1)
        let votes = try engine.votes(until: .prevote, 1, 1)
        #expect(votes.last?.block == (try engine.content(1).block))
        #expect(!engine.notices.list.withLock { $0.contains { if case .proposalRefused = $0 { true } else { false } } })
        engine.stop()
    }

    @Test func `of a decided block ends the engine and not the peer's standing`() throws {
        let engine = try LoneEngine()
        engine.chain.isUnreadable.withLock { $0 = true }
        try engine.start()
        try engine.say(height: 5)
        #expect(engine.waitFor { engine.links.requests.withLock { $0 } == [Height(1)] })
        try engine.sendDecided(try engine.content(1).block, content: engine.content(1).content)
        #expect(notice(engine) { if case .fatal(let reason) = $0 { reason.contains("disk") } else { false } })
        #expect(!engine.notices.list.withLock { $0.contains { if case .syncFailed = $0 { true } else { false } } })
        engine.stop()
    }

    @Test func `to read a block for a peer is told each time`() throws {
        let engine = try LoneEngine()
        try engine.start()
        try engine.say(height: 5)
        #expect(engine.waitFor { engine.links.requests.withLock { $0 } == [Height(1)] })
        try engine.sendDecided(try engine.content(1).block, content: engine.content(1).content)
        #expect(engine.waitForPlace(2, 0))
        engine.chain.isUnreadable.withLock { $0 = true }
        // The peer may ask again: it is not taken for one whose answer is under way.
        for count in 1...2 {
            try engine.receive(LoneEngine.Frame.blockRequest(Height(1)).wireBytes)
            let isTold = engine.waitFor {
                engine.notices.list.withLock { $0.count { if case .loadFailed = $0 { true } else { false } } } == count
            }
            #expect(isTold)
        }
        engine.stop()
    }
}

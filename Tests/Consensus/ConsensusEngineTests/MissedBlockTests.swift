import ConsensusEngine
import QuorumCertificates
import Synchronization
import Testing

/// A validator that missed blocks takes them from whom it asked, and is not held up by who answers wrongly.
@Suite(.serialized) struct MissedBlockTests {
    private func failures(_ engine: LoneEngine) -> Int {
        engine.notices.list.withLock { list in
            list.count { if case .syncFailed = $0 { true } else { false } }
        }
    }

    @Test func `only who was asked is heard, and once`() throws {
        let engine = try LoneEngine()
        try engine.start()
        let (content, block) = try engine.content(7), other = try engine.content(8).content
        // Nobody asked for these: a genuine certificate, and what is not the block that it is of.
        for _ in 0..<3 { try engine.sendDecided(block, content: other) }
        try engine.say(height: 5)
        #expect(engine.waitFor { engine.links.requests.withLock { $0 } == [Height(1)] })
        #expect(failures(engine) == 0)
        for _ in 0..<3 { try engine.sendDecided(block, content: other) }
        #expect(engine.waitFor { failures(engine) > 0 })
        // It says again where it is, and is asked again.
        try engine.say(height: 5)
        #expect(engine.waitFor { engine.links.requests.withLock { $0.count } == 2 })
        #expect(failures(engine) == 1)
        try engine.sendDecided(block, content: content)
        #expect(engine.waitFor { engine.chain.blocks.count == 1 })
        engine.stop()
    }
}

import BlockProduction
import FiniteFields
import StarknetModel
import Testing
import TransactionExecution

/// How far a proposer may move the chain's clock.
@Suite(.serialized) struct ClockRuleTests {
    /// A block of a certain time on top of the fixture's head.
    private func content(_ fixture: ProducerFixture, _ time: UInt64) throws -> [UInt8] {
        var proposal = try BlockProposal(decoding: fixture.producer.build().content)
        proposal.context.timestamp = time
        return proposal.encoded
    }

    @Test func `a new block is at most ten seconds ahead of the node's clock, whatever its parent's time`() throws {
        let fixture = try ProducerFixture()
        let latest = ProducerFixture.time + BlockProducer.clockDriftSeconds
        // A proposer that always takes the latest time allowed.
        for _ in 0..<3 {
            let block = try content(fixture, latest)
            #expect(fixture.producer.untimeliness(of: block) == nil)
            #expect(fixture.producer.untimeliness(of: try content(fixture, latest + 1)) != nil)
            let made = try fixture.producer.commit(content: block, certificate: nil)
            #expect(made.block.header.context.timestamp == latest)
        }
    }

    @Test func `an honest proposer's block is not before its parent, and in time for clocks that let the parent pass`()
        throws
    {
        let fixture = try ProducerFixture()
        let latest = ProducerFixture.time + BlockProducer.clockDriftSeconds
        try fixture.producer.commit(content: content(fixture, latest), certificate: nil)
        let honest = try fixture.producer.build()
        #expect(honest.executed.block.header.context.timestamp == latest)
        #expect(fixture.producer.untimeliness(of: honest.content) == nil)
    }

    @Test func `the clock does not judge what is decided`() throws {
        let fixture = try ProducerFixture(), hour: UInt64 = 3_600
        let block = try content(fixture, ProducerFixture.time + hour)
        #expect(fixture.producer.untimeliness(of: block) == "its time is 3600 s ahead of this node's clock")
        let made = try fixture.producer.commit(content: block, certificate: [1])
        #expect(made.block.header.context.timestamp == ProducerFixture.time + hour)
    }

    @Test func `a time at the end of its range is only another number`() throws {
        let fixture = try ProducerFixture()
        let block = try content(fixture, .max)
        #expect(fixture.producer.untimeliness(of: block) != nil)
        try fixture.producer.commit(content: block, certificate: nil)
        #expect(try fixture.producer.build().executed.block.header.context.timestamp == .max)
        #expect(fixture.producer.untimeliness(of: [1, 2, 3]) != nil)
    }
}

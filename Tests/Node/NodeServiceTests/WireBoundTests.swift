import BlockProduction
import ConsensusWire
import Testing

/// What a node builds fits into what validators send each other: the bounds stand in layers that do not know each other.
struct WireBoundTests {
    @Test func `blocks and transactions have one bound in the pool and on the wire`() {
        #expect(BlockProducer.contentBytesMax == WireLimits.contentBytesMax)
        #expect(BlockProducer.transactionBytesMax == WireLimits.transactionBytesMax)
    }
}

import BlockProduction
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution

/// Chains whose price of L2 gas follows from usage: builders, validators and estimates agree.
@Suite(.serialized) struct GasPriceChainTests {
    /// Commits a block of what waits and returns it.
    private func next(_ producer: BlockProducer) throws -> ExecutedBlock {
        let built = try producer.build()
        return try producer.commit(content: built.content, certificate: nil)
    }

    @Test func `an idle chain's price rises to the least, block by block`() throws {
        let fixture = try ProducerFixture(priceRule: .usage), producer = fixture.producer
        var expected: UInt128 = 1_000_000_000
        for _ in 1...5 {
            expected += expected / 333
            // What estimates and the block being built say is what the block has.
            #expect(try producer.nextContext().gasPrices.l2Gas.fri == expected)
            let prices = try next(producer).block.header.context.gasPrices
            #expect(prices.l2Gas == GasPrice(wei: expected, fri: expected))
            #expect(prices.l1Gas == fixture.demo.configuration.gasPrices.l1Gas)
        }
    }

    @Test func `a full block raises the price, and a validator that was not asked to build it finds the same`() throws {
        let price: UInt128 = 30_000_000_000
        func fixture() throws -> ProducerFixture {
            try ProducerFixture(buildMillis: 600_000, priceRule: .usage, gasPrice: price)
        }
        let one = try fixture(), other = try fixture()
        for account in 0..<3 {
            _ = try one.producer.submit(
                one.demo.invoke(
                    account, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [1_000_000],
                    gas: 1_200_000_000))
        }
        let full = try one.producer.build()
        #expect(full.executed.block.header.context.gasPrices.l2Gas.fri == price - price / 48)
        try one.producer.commit(content: full.content, certificate: nil)
        let used = full.executed.block.receipts.reduce(0) { $0 + $1.gas.l2Gas }
        try #require(used > 1_040_000_000)
        let built = try one.producer.build(), after = built.executed.block.header.context.gasPrices.l2Gas.fri
        let before = price - price / 48
        #expect(after == before + before * UInt128(used - 1_040_000_000) / (1_040_000_000 * 48))
        try other.producer.commit(content: full.content, certificate: nil)
        #expect(try other.producer.validate(content: built.content).hash == built.executed.hash)
        // One that forgets what the parent used is refused.
        var proposal = try BlockProposal(decoding: built.content)
        proposal.context.gasPrices = fixtureRules(one).gasPrices(after: full.executed.block.header.context, l2Gas: 0)
        #expect(throws: ProducerError.rule(.gasPrices)) { try other.producer.validate(content: proposal.encoded) }
    }

    private func fixtureRules(_ fixture: ProducerFixture) -> HeaderRules { fixture.demo.configuration.headerRules }

    @Test func `a transaction that was signed for a lower price waits in no block`() throws {
        let fixture = try ProducerFixture(fees: true, priceRule: .usage), producer = fixture.producer
        let late = try fixture.demo.invoke(0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5])
        // It offers the price of genesis.
        do throws(GatewayRefusal) {
            _ = try producer.submit(late)
            Issue.record("it was taken")
        } catch {
            guard case .execution(.boundsTooLow) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }
}

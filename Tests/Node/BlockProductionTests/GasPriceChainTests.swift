import BlockProduction
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution
import TransactionPool

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

    @Test
    func `a busy block lowers the price less than an idle one, for every validator alike`()
        throws
    {
        let price: UInt128 = 30_000_000_000
        func fixture() throws -> ProducerFixture {
            try ProducerFixture(buildMillis: 600_000, priceRule: .usage, gasPrice: price)
        }
        let one = try fixture(), other = try fixture()
        for account in 0..<3 {
            _ = try one.producer.submit(
                one.demo.invoke(
                    account, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [1_000_000],
                    gas: 40_000_000))
        }
        let full = try one.producer.build()
        #expect(full.executed.block.header.context.gasPrices.l2Gas.fri == price - price / 48)
        try one.producer.commit(content: full.content, certificate: nil)
        let used = full.executed.block.receipts.reduce(0) { $0 + $1.gas.l2Gas }
        try #require(used > 100_000_000 && used < 1_040_000_000)
        let built = try one.producer.build(), after = built.executed.block.header.context.gasPrices.l2Gas.fri
        let before = price - price / 48
        #expect(after == before - before * UInt128(1_040_000_000 - used) / (1_040_000_000 * 48))
        try other.producer.commit(content: full.content, certificate: nil)
        #expect(try other.producer.validate(content: built.content).hash == built.executed.hash)
        // One that forgets what the parent used is refused.
        var proposal = try BlockProposal(decoding: built.content)
        proposal.context.gasPrices = fixtureRules(one).gasPrices(after: full.executed.block.header.context, l2Gas: 0)
        #expect(throws: ProducerError.rule(.gasPrices)) { try other.producer.validate(content: proposal.encoded) }
    }

    private func fixtureRules(_ fixture: ProducerFixture) -> HeaderRules { fixture.demo.configuration.headerRules }

    /// A transaction that pays at most `price` for a unit of L2 gas.
    private func offer(_ price: UInt128, _ demo: DemoChain) throws -> Transaction {
        var transaction = try demo.invoke(
            0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5])
        guard case .invoke(var invoke) = transaction else { return transaction }
        invoke.account.resourceBounds.l2Gas.maxPricePerUnit = price
        invoke.account.resourceBounds.l1Gas.maxPricePerUnit = 30_000_000_000
        invoke.account.resourceBounds.l1DataGas.maxPricePerUnit = 30_000_000_000
        transaction = try demo.signed(.invoke(invoke), by: demo.accounts[0])
        return transaction
    }

    private func isTaken(_ price: UInt128, _ fixture: ProducerFixture) throws -> Bool {
        let transaction = try offer(price, fixture.demo)
        do throws(GatewayRefusal) {
            _ = try fixture.producer.submit(transaction)
            return true
        } catch {
            guard case .execution(.boundsTooLow) = error else { throw error }
            return false
        }
    }

    @Test func `who offers the last block's price is taken, and waits where the next one's is higher`() throws {
        let fixture = try ProducerFixture(fees: true, priceRule: .usage), producer = fixture.producer
        #expect(try !isTaken(999_999_999, fixture))
        #expect(try isTaken(1_000_000_000, fixture))
        #expect(!producer.hasPendingTransactions)
        #expect(try next(producer).block.transactions.isEmpty)
        #expect(producer.pool.count == 1)
    }

    @Test func `who offers the next block's price is taken where it falls`() throws {
        let fixture = try ProducerFixture(fees: true, priceRule: .usage, gasPrice: 30_000_000_000)
        #expect(try !isTaken(29_374_999_999, fixture))
        #expect(try isTaken(29_375_000_000, fixture))
        #expect(fixture.producer.hasPendingTransactions)
        #expect(try next(fixture.producer).block.receipts.count == 1)
    }
}

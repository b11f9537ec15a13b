import BlockProduction
import ByteCoding
import ChainStorage
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution
import TransactionPool

/// What asks too much of the prover enters no block: at the gateway, in a builder, before a vote.
@Suite(.serialized) struct ProvingBudgetTests {
    private static let most = ProvingBudget.transactionGasMax

    /// A loop of so many turns, some 1,970 of gas each.
    private func loop(
        _ fixture: ProducerFixture, _ account: Int, turns: UInt64, gas: UInt64 = ProvingBudgetTests.most
    ) throws -> Transaction {
        try fixture.demo.invoke(
            account, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [Felt252(turns)], gas: gas)
    }

    /// A block of these transactions, whatever they ask.
    private func proposal(_ fixture: ProducerFixture, _ transactions: [Transaction]) throws -> [UInt8] {
        BlockProposal(
            parentHash: fixture.demo.genesis.hash, context: try fixture.producer.nextContext(),
            transactions: transactions.map { SubmittedTransaction($0) }
        ).encoded
    }

    @Test func `nobody may allow himself more gas than can be proven, but who declares a class`() throws {
        let fixture = try ProducerFixture(buildMillis: 600_000), demo = fixture.demo
        _ = try fixture.producer.submit(loop(fixture, 0, turns: 5))
        let refused = GatewayRefusal.execution(.boundsTooHigh(amount: Self.most + 1, most: Self.most))
        #expect(throws: refused) { try fixture.producer.submit(loop(fixture, 1, turns: 5, gas: Self.most + 1)) }
        #expect(throws: refused) {
            try fixture.producer.submit(demo.deployAccount(0x1234, gas: Self.most + 1).transaction)
        }
        #expect(fixture.producer.pool.count == 1)
        let declaration = try demo.declare(
            2, nonce: 0, classHash: ClassHash(Felt252(1)), compiledClassHash: CompiledClassHash(.one), gas: 1 << 40)
        try ProvingBudget.checkBounds(declaration)
    }

    @Test func `two that fill a block come one after the other, and small ones come with the first`() throws {
        let fixture = try ProducerFixture(buildMillis: 600_000), producer = fixture.producer
        let first = try producer.submit(loop(fixture, 0, turns: 50_000))
        let second = try producer.submit(loop(fixture, 1, turns: 50_000))
        let small = try producer.submit(loop(fixture, 2, turns: 5, gas: 5_000_000))
        var held: [[Felt252]] = []
        for _ in 0..<2 {
            let built = try producer.build()
            held.append(built.executed.transactionHashes)
            try producer.commit(content: built.content, certificate: nil)
        }
        #expect(held == [[first, small], [second]])
    }

    @Test func `a block beyond the budget is refused before a vote`() throws {
        let fixture = try ProducerFixture(buildMillis: 600_000), producer = fixture.producer
        let large = [try loop(fixture, 0, turns: 50_000), try loop(fixture, 1, turns: 50_000)]
        try producer.validate(content: proposal(fixture, [large[0]]))
        #expect(throws: ProducerError.rejected(index: 1, .noRoomToProve(.cells))) {
            try producer.validate(content: proposal(fixture, large))
        }
        let huge = try loop(fixture, 2, turns: 150_000, gas: 4 * Self.most)
        #expect(throws: ProducerError.rejected(index: 0, .beyondProvingBudget(.cells))) {
            try producer.validate(content: proposal(fixture, [huge]))
        }
    }

    @Test func `what no block can hold leaves the pool, however it came there`() throws {
        let fixture = try ProducerFixture(buildMillis: 600_000), pool = fixture.producer.pool
        let huge = try loop(fixture, 0, turns: 150_000, gas: 4 * Self.most)
        let hash = huge.hash(chainID: fixture.demo.configuration.chain.chainID)
        let submitted = SubmittedTransaction(huge)
        try pool.add(submitted, hash: hash, byteCount: submitted.encoded.count, nextNonce: 0)
        let small = try fixture.producer.submit(loop(fixture, 1, turns: 5))
        #expect(try fixture.producer.build().executed.transactionHashes == [small])
        #expect(pool.transaction(hash: hash) == nil && pool.dropReason(hash: hash) == .notProvable)
    }

    @Test func `an estimate tells no bound that is refused then`() throws {
        let fixture = try ProducerFixture(buildMillis: 600_000), producer = fixture.producer
        let state = producer.store.state(after: 0)
        let options = ExecutionOptions(validates: true, checksNonce: true, ignoresGasBounds: true)
        func estimate(_ turns: UInt64) throws -> UInt64 {
            try producer.estimate(
                SubmittedTransaction(loop(fixture, 0, turns: turns, gas: 0)), producer.simulation(on: state), options)
        }
        #expect(throws: ExecutionFailure.rejected(.beyondProvingBudget(.cells))) { try estimate(150_000) }
        let bound = try estimate(50_000)
        #expect(bound > 90_000_000 && bound <= Self.most)
        do {
            let refused = try estimate(80_000)
            Issue.record("an estimate of \(refused)")
        } catch let error as ExecutionFailure {
            guard case .rejected(.boundsTooHigh(let amount, Self.most)) = error, amount > Self.most else {
                Issue.record("\(error)")
                return
            }
        }
    }
}

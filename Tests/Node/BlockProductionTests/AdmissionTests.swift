import BlockProduction
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution
import TransactionPool

/// What runs for transactions before they are paid for, and how long for a block.
@Suite(.serialized) struct AdmissionTests {
    private func call(_ fixture: ProducerFixture, nonce: UInt64, _ number: UInt64, gas: UInt64 = 100_000_000) throws
        -> Transaction
    {
        try fixture.demo.invoke(
            0, nonce: nonce, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [Felt252(number)], gas: gas)
    }

    @Test func `what has no room in the pool is not even validated`() throws {
        var limits = PoolLimits()
        limits.gapsPerAccountMax = 1
        let fixture = try ProducerFixture(pool: TransactionPool(limits: limits))
        _ = try fixture.producer.submit(call(fixture, nonce: 5, 10))
        guard case .invoke(var forged) = try call(fixture, nonce: 6, 10) else { return }
        forged.account.signature[0] = .one
        #expect(throws: GatewayRefusal.pool(.gapsFull(expected: 0))) { try fixture.producer.submit(.invoke(forged)) }
    }

    @Test func `who cannot pay is refused before anything runs`() throws {
        let demo = try DemoChain(fees: true), executor = try demo.executor()
        let options = ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false)
        let honest = try demo.invoke(0, nonce: 3, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5])
        try executor.validate(honest, options: options)
        #expect(executor.stateDiff.nonces.isEmpty && executor.transactions.isEmpty)
        let greedy = try demo.invoke(
            0, nonce: 3, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5], gas: .max)
        #expect(
            throws: ExecutionFailure.rejected(
                .balanceTooLow(
                    most: 18_446_744_073_709_561_615_000_000_000,
                    low: Felt252(1_000_000_000_000_000_000_000 as UInt128), high: .zero))
        ) { try executor.validate(greedy, options: options) }
    }

    @Test func `a block ends when its time is used up, in the middle of a transaction`() throws {
        let fixture = try ProducerFixture(buildMillis: 15)
        let small = try fixture.producer.submit(call(fixture, nonce: 0, 10))
        // Millions of steps: far beyond the time. The gateway takes it, since it runs the validation only.
        let large = try fixture.producer.submit(call(fixture, nonce: 1, 1_000_000, gas: 100_000_000))
        let first = try fixture.producer.build()
        #expect(first.executed.transactionHashes == [small])
        #expect(fixture.producer.pool.transaction(hash: large) != nil)
        try fixture.producer.commit(content: first.content, certificate: nil)
        // Alone it had all the time that there is.
        #expect(try fixture.producer.build().executed.transactionHashes.isEmpty)
        #expect(fixture.producer.pool.transaction(hash: large) == nil)
        #expect(fixture.producer.pool.dropReason(hash: large) == .tooSlow)
    }

    @Test func `what others put into a block is executed to its end`() throws {
        let slow = try ProducerFixture(buildMillis: 0), other = try ProducerFixture()
        _ = try other.producer.submit(call(other, nonce: 0, 20_000, gas: 100_000_000))
        let built = try other.producer.build()
        #expect(built.executed.block.header.transactionCount == 1)
        #expect(try slow.producer.validate(content: built.content).hash == built.executed.hash)
    }
}

import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution

/// Estimates give a bound of L2 gas that suffices.
struct EstimateTests {
    private let options = ExecutionOptions(validates: true, checksNonce: true, ignoresGasBounds: true)

    private func sent(_ demo: DemoChain, gas: UInt64) throws -> Transaction {
        try demo.invoke(
            0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [10], gas: gas)
    }

    @Test func `a transaction succeeds with the bound that its estimate gives, and with no less`() throws {
        let demo = try DemoChain(fees: true), estimating = try demo.executor()
        let (executed, bound) = try estimating.estimate(sent(demo, gas: 0), options: options)
        #expect(executed.receipt.status == .succeeded)
        #expect(estimating.transactions.count == 1)
        #expect(bound == executed.receipt.gas.l2Gas)
        let enough = try demo.executor().execute(sent(demo, gas: bound))
        #expect(enough.receipt.status == .succeeded && enough.receipt.gas == executed.receipt.gas)
        let short = try demo.executor().execute(sent(demo, gas: bound - 1))
        #expect(short.receipt.status.isReverted)
    }

    @Test(arguments: [101, 1_000_000, 1_000_001, 77_777_777, 1_299_999_999, 1_300_000_000] as [UInt64])
    func `a bound that is needed is found to within a million`(needed: UInt64) throws {
        var tried = 0
        let found = try BlockExecutor.leastBound(above: 100, upTo: 1_300_000_000) { bound in
            tried += 1
            return bound >= needed
        }
        #expect(found >= needed && found - needed <= BlockExecutor.boundMargin)
        #expect(tried <= 11)
    }

    @Test func `what reverts is told as it is`() throws {
        let demo = try DemoChain(), estimating = try demo.executor()
        let transfer = try demo.invoke(0, nonce: 0, .strk, "transfer", [2, 0, 1], gas: 0)
        let (executed, bound) = try estimating.estimate(transfer, options: options)
        #expect(executed.receipt.status.isReverted)
        #expect(bound == executed.receipt.gas.l2Gas)
        // The next one is executed after it.
        let next = try demo.invoke(0, nonce: 1, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [3], gas: 0)
        #expect(try estimating.estimate(next, options: options).executed.receipt.status == .succeeded)
    }
}

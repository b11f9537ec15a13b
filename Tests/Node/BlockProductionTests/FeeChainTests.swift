import BlockProduction
import ChainStorage
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution
import TransactionPool

/// A chain whose transactions pay, from the pool to the sequencer's balance.
@Suite(.serialized) struct FeeChainTests {
    private func refusal(
        _ fixture: ProducerFixture, _ change: (inout AllResourceBounds) -> Void
    ) throws -> GatewayRefusal? {
        let demo = fixture.demo
        guard
            case .invoke(var invoke) = try demo.invoke(
                0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5])
        else { return nil }
        change(&invoke.account.resourceBounds)
        let signed = try demo.signed(.invoke(invoke), by: demo.accounts[0])
        do throws(GatewayRefusal) {
            _ = try fixture.producer.submit(signed)
            return nil
        } catch { return error }
    }

    private func balance(_ fixture: ProducerFixture, _ owner: ContractAddress, after number: UInt64) throws -> UInt128 {
        let key = StorageKey.variable("ERC20_balances", keys: [owner.felt])
        return try #require(try fixture.producer.store.state(after: number).storage(.strk, key).asUInt128)
    }

    @Test func `who brings too little is not taken`() throws {
        let fixture = try ProducerFixture(fees: true)
        for change: (inout AllResourceBounds) -> Void in [
            { $0.l2Gas.maxAmount = 0 }, { $0.l2Gas.maxAmount = 500_000 }, { $0.l1DataGas.maxAmount = 0 },
            { $0.l2Gas.maxPricePerUnit = 999_999_999 }, { $0.l1Gas.maxPricePerUnit = 0 },
        ] {
            let refused = try refusal(fixture, change)
            guard case .execution(.boundsTooLow) = refused else {
                Issue.record("\(String(describing: refused))")
                return
            }
        }
        let refused = try refusal(fixture) {
            $0.l2Gas.maxAmount = ProvingBudget.transactionGasMax
            $0.l2Gas.maxPricePerUnit = 1_000_000_000_000_000
        }
        guard case .execution(.balanceTooLow) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(fixture.producer.pool.count == 0)
    }

    @Test func `what a sender pays is the sequencer's, tip included`() throws {
        let fixture = try ProducerFixture(fees: true), producer = fixture.producer, demo = fixture.demo
        guard
            case .invoke(var tipped) = try demo.invoke(
                0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5])
        else { return }
        tipped.account.tip = 7
        _ = try producer.submit(demo.signed(.invoke(tipped), by: demo.accounts[0]))
        // It runs out of gas: what it is charged is what was signed for.
        _ = try producer.submit(
            demo.invoke(
                1, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [100_000], gas: 5_000_000))
        let built = try producer.build()
        try producer.commit(content: built.content, certificate: nil)
        let receipts = built.executed.block.receipts, price: UInt128 = 1_000_000_000
        #expect(receipts.map(\.status.isReverted) == [false, true])
        let first = receipts[0]
        #expect(
            first.actualFee == UInt128(first.gas.l2Gas) * (price + 7) + UInt128(first.gas.l1DataGas) * price)
        #expect(receipts[1].actualFee <= (5_000_000 + 10_000) * price)
        let paid = receipts.reduce(0 as UInt128) { $0 + $1.actualFee }
        let sequencer = demo.configuration.sequencer
        #expect(try balance(fixture, sequencer, after: 1) - balance(fixture, sequencer, after: 0) == paid)
        for (index, receipt) in receipts.enumerated() {
            let account = demo.accounts[index].address
            #expect(try balance(fixture, account, after: 0) - balance(fixture, account, after: 1) == receipt.actualFee)
        }
        // Every node finds the same.
        let other = try ProducerFixture(fees: true)
        #expect(try other.producer.validate(content: built.content).hash == built.executed.hash)
    }
}

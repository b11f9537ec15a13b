import ProtocolRules
import StarknetModel
import Testing

/// What a block's head must be on top of its parent's, and how much it may hold.
struct BlockRuleTests {
    private static let price = GasPrice(wei: 3, fri: 4)
    private let rules = HeaderRules(
        gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price), sequencers: [.strk])

    private func context(number: UInt64, timestamp: UInt64 = 100) -> BlockContext {
        BlockContext(
            number: number, timestamp: timestamp, sequencer: .strk, gasPrices: rules.gasPrices,
            usesBlobs: rules.usesBlobs, version: rules.version)
    }

    private func violation(_ context: BlockContext, after parent: BlockContext) -> BlockRuleViolation? {
        do throws(BlockRuleViolation) {
            try rules.check(context, after: parent, parentL2Gas: 0)
            return nil
        } catch { return error }
    }

    @Test func `heights follow each other`() {
        #expect(violation(context(number: 8), after: context(number: 7)) == nil)
        for number in [0, 7, 9, .max] as [UInt64] {
            #expect(violation(context(number: number), after: context(number: 7)) == .height)
        }
        // Nothing follows the last height.
        #expect(violation(context(number: 0), after: context(number: .max)) == .height)
    }

    @Test func `time does not go back`() {
        let parent = context(number: 7, timestamp: 100)
        #expect(violation(context(number: 8, timestamp: 100), after: parent) == nil)
        #expect(violation(context(number: 8, timestamp: 99), after: parent) == .time)
    }

    @Test func `what is constant for a chain is constant`() {
        let parent = context(number: 7)
        let changes: [(BlockRuleViolation, (inout BlockContext) -> Void)] = [
            (.version, { $0.version = .v0_14_3 }), (.gasPrices, { $0.gasPrices.l2Gas.fri += 1 }),
            (.sequencer, { $0.sequencer = .eth }), (.dataAvailability, { $0.usesBlobs.toggle() }),
        ]
        for (expected, change) in changes {
            var changed = context(number: 8)
            change(&changed)
            #expect(violation(changed, after: parent) == expected)
        }
    }

    @Test func `a block has room for so many transactions and so much gas`() {
        func violation(_ transactions: Int, _ gas: UInt64) -> BlockRuleViolation? {
            do throws(BlockRuleViolation) {
                try BlockRules.checkRoom(transactions: transactions, l2Gas: gas)
                return nil
            } catch { return error }
        }
        #expect(violation(BlockRules.transactionsMax - 1, BlockRules.gasMax - 1) == nil)
        #expect(violation(BlockRules.transactionsMax, 0) == .transactions)
        #expect(violation(0, BlockRules.gasMax) == .gas)
    }
}

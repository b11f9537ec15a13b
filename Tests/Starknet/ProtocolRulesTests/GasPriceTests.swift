import Determinism
import ProtocolRules
import StarknetModel
import Testing

/// The price of L2 gas by usage.
struct GasPriceTests {
    private static let target: UInt64 = 1_040_000_000, least: UInt128 = 8_000_000_000

    private static func rules(_ rule: GasPriceRule = .usage, fri: UInt128 = 1_000, wei: UInt128 = 1_000) -> HeaderRules
    {
        let other = GasPrice(wei: 3, fri: 4)
        return HeaderRules(
            gasPrices: GasPrices(l1Gas: other, l1DataGas: other, l2Gas: GasPrice(wei: wei, fri: fri)),
            priceRule: rule, sequencers: [.strk])
    }

    private static func context(_ number: UInt64, _ prices: GasPrices) -> BlockContext {
        BlockContext(number: number, timestamp: 1, sequencer: .strk, gasPrices: prices)
    }

    /// A block of this price, and the price that follows when it used so much.
    private func next(_ price: UInt128, _ used: UInt64, _ rules: HeaderRules = rules()) -> GasPrices {
        var prices = rules.gasPrices
        prices.l2Gas.fri = price
        return rules.gasPrices(after: Self.context(7, prices), l2Gas: used)
    }

    private func price(_ price: UInt128, _ used: UInt64) -> UInt128 { next(price, used).l2Gas.fri }

    /// The reference's cases (`fee_market/test.rs`): a half of the target more or less, and the target itself.
    @Test func `half as much again raises by a ninety-sixth`() {
        #expect(price(30_000_000_000, Self.target / 2 * 3) == 30_312_500_000)
        #expect(price(30_000_000_000, Self.target / 2) == 29_687_500_000)
        #expect(price(30_000_000_000, Self.target) == 30_000_000_000)
        #expect(price(30_000_000_000, 2 * Self.target) == 30_625_000_000)
        #expect(price(30_000_000_000, 0) == 29_375_000_000)
        // Rounded down, whichever way it goes.
        #expect(price(30_000_000_001, Self.target / 2 * 3) == 30_312_500_001)
        #expect(price(30_000_000_001, Self.target / 2) == 29_687_500_001)
    }

    @Test func `it never falls below the least, and rises to it slowly from below`() {
        #expect(price(Self.least, 0) == Self.least)
        #expect(price(Self.least + 5, 0) == Self.least)
        #expect(price(Self.least, .max) > Self.least)
        for used in [0, Self.target, .max] {
            #expect(price(1_000_000_000, used) == 1_003_003_003)
            #expect(price(7_971_000_000, used) == 7_994_936_936)
            #expect(price(7_990_000_000, used) == Self.least)
            #expect(price(332, used) == 332)
        }
    }

    @Test func `no price and no usage overflow`() {
        #expect(price(.max, .max) == .max)
        #expect(price(.max, 0) == UInt128.max - UInt128.max / 48)
        #expect(price(.max, Self.target) == .max)
        #expect(price(.max - 1, Self.target + 1) > UInt128.max / 2)
    }

    @Test func `it is the plain formula, and the more is used the higher`() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<2_000 {
            let shift = random.next() % 64
            let own = max(Self.least, UInt128(random.next() >> shift)),
                used = random.next() >> (random.next() % 40 + 20)
            let change =
                own * UInt128(used > Self.target ? used - Self.target : Self.target - used)
                / (48 * UInt128(Self.target))
            let expected = used > Self.target ? own + change : max(Self.least, own - change)
            #expect(price(own, used) == expected)
            let more = used + random.next() % 1_000_000_000
            #expect(price(own, more) >= expected)
        }
    }

    @Test func `other prices stay, and the one in wei keeps its proportion`() {
        let rules = Self.rules(fri: 3_000, wei: 1_000)
        let prices = next(30_000_000_000, 2 * Self.target, rules)
        #expect(prices.l1Gas == rules.gasPrices.l1Gas && prices.l1DataGas == rules.gasPrices.l1DataGas)
        #expect(prices.l2Gas == GasPrice(wei: 10_208_333_333, fri: 30_625_000_000))
        let constant = Self.rules(.constant)
        #expect(next(30_000_000_000, 0, constant) == constant.gasPrices)
        // Nothing to keep a proportion to.
        #expect(next(.max, .max, Self.rules(fri: 0, wei: .max)).l2Gas.wei == .max)
    }

    @Test func `who does not know what was used refuses only what cannot follow`() {
        let rules = Self.rules()
        func isAllowed(_ prices: GasPrices, _ used: UInt64?) -> Bool {
            var own = rules.gasPrices
            own.l2Gas = GasPrice(wei: 30_000_000_000, fri: 30_000_000_000)
            do throws(BlockRuleViolation) {
                try rules.check(Self.context(8, prices), after: Self.context(7, own), parentL2Gas: used)
                return true
            } catch { return false }
        }
        for used in [0, Self.target, 3 * Self.target, .max] {
            let prices = next(30_000_000_000, used)
            #expect(isAllowed(prices, used) && isAllowed(prices, nil))
            #expect(used == 0 || !isAllowed(prices, used - 100_000_000))
            for change: (inout GasPrices) -> Void in [
                { $0.l2Gas.wei += 1 }, { $0.l1Gas.fri += 1 }, { $0.l1DataGas.wei -= 1 },
            ] {
                var other = prices
                change(&other)
                #expect(!isAllowed(other, used) && !isAllowed(other, nil))
            }
        }
        var lower = next(30_000_000_000, 0)
        lower.l2Gas = GasPrice(wei: lower.l2Gas.wei - 1, fri: lower.l2Gas.fri - 1)
        #expect(!isAllowed(lower, nil))
    }
}

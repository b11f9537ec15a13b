public import StarknetModel

/// The price of L2 gas by usage (EXEC §1.5): builders, validators, the RPC and the block verifier ask here.
extension HeaderRules {
    /// The prices of the block on top of one with the given head data whose receipts add up to `l2Gas`.
    public func gasPrices(after parent: BlockContext, l2Gas: UInt64) -> GasPrices {
        switch priceRule {
        case .constant: gasPrices
        case .usage: gasPrices(l2Price: L2GasPrice.next(after: parent.gasPrices.l2Gas.fri, used: l2Gas))
        }
    }

    /// Whether a block may have these prices after a parent that used `l2Gas`, or, for nil, an amount that is not known.
    func allows(_ prices: GasPrices, after parent: BlockContext, l2Gas: UInt64?) -> Bool {
        if let l2Gas { return prices == gasPrices(after: parent, l2Gas: l2Gas) }
        // The more was used, the higher the price: an idle parent gives the lowest.
        let lowest = gasPrices(after: parent, l2Gas: 0)
        return prices == lowest
            || priceRule == .usage && prices.l2Gas.fri > lowest.l2Gas.fri
                && prices == gasPrices(l2Price: prices.l2Gas.fri)
    }

    /// The chain's prices with another one of L2 gas, in fri. The price in wei keeps genesis' proportion to it.
    private func gasPrices(l2Price: UInt128) -> GasPrices {
        var prices = gasPrices
        prices.l2Gas.wei = L2GasPrice.scaled(l2Price, by: gasPrices.l2Gas.wei, over: max(1, gasPrices.l2Gas.fri))
        prices.l2Gas.fri = l2Price
        return prices
    }
}

/// How the price of L2 gas moves from one block to the next, in fri.
enum L2GasPrice {
    /// Below it a price only rises.
    static let least: UInt128 = 8_000_000_000
    /// L2 gas of a block after which the price stays.
    static let target: UInt64 = 1_040_000_000
    /// A block that uses nothing, or twice the target, moves the price by this part of it.
    static let changeDenominator: UInt64 = 48
    /// A price below the least rises by this part of itself in each block.
    static let riseDenominator: UInt128 = 333

    /// The price after a block of this price that used so much.
    static func next(after price: UInt128, used: UInt64) -> UInt128 {
        if price < least { return min(price + price / riseDenominator, least) }
        let distance = UInt128(used > target ? used - target : target - used)
        let change = scaled(price, by: distance, over: UInt128(target) * UInt128(changeDenominator))
        if used > target {
            let (sum, overflow) = price.addingReportingOverflow(change)
            return overflow ? .max : sum
        }
        // At most a part of the price: an idle block's distance is the target.
        return max(price - change, least)
    }

    /// `value * factor / divisor`, rounded down, at most the largest number. `divisor` is not 0.
    static func scaled(_ value: UInt128, by factor: UInt128, over divisor: UInt128) -> UInt128 {
        var (rest, bits) = value.multipliedFullWidth(by: factor)
        guard rest < divisor else { return .max }
        // Bit by bit: the library's division of such numbers needs functions that the browser's module does not have.
        var quotient: UInt128 = 0
        for _ in 0..<UInt128.bitWidth {
            let carry = rest &>> 127
            rest = rest &<< 1 | bits &>> 127
            bits = bits &<< 1
            quotient = quotient &<< 1
            if carry == 1 || rest >= divisor {
                rest = rest &- divisor
                quotient |= 1
            }
        }
        return quotient
    }
}

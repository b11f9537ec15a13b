import StarknetModel

extension AllResourceBounds {
    /// A sentence about the first resource of which more was used than allowed, as UTF-8; nil when there is none.
    func exceeded(by used: GasVector) -> [UInt8]? {
        if used.l1Gas > l1Gas.maxAmount { return Self.sentence("L1Gas", l1Gas.maxAmount, used.l1Gas) }
        if used.l1DataGas > l1DataGas.maxAmount {
            return Self.sentence("L1DataGas", l1DataGas.maxAmount, used.l1DataGas)
        }
        if used.l2Gas > l2Gas.maxAmount { return Self.sentence("L2Gas", l2Gas.maxAmount, used.l2Gas) }
        return nil
    }

    private static func sentence(_ name: StaticString, _ bound: UInt64, _ used: UInt64) -> [UInt8] {
        var text = ReasonText()
        text.append("Insufficient max ")
        text.append(name)
        text.append(": max amount: ")
        text.append(bound)
        text.append(", actual used: ")
        text.append(used)
        text.append(".")
        return text.bytes
    }

    /// What is charged: never more than the bounds.
    func capping(_ used: GasVector) -> GasVector {
        GasVector(
            l1Gas: min(used.l1Gas, l1Gas.maxAmount), l1DataGas: min(used.l1DataGas, l1DataGas.maxAmount),
            l2Gas: min(used.l2Gas, l2Gas.maxAmount))
    }

    /// Whether amounts and prices suffice for `least` at the prices of a block.
    func checkCover(_ least: GasVector, _ prices: GasPrices) throws(TransactionRejection) {
        let resources: [(StaticString, ResourceBounds, UInt64, GasPrice)] = [
            ("L1Gas", l1Gas, least.l1Gas, prices.l1Gas), ("L2Gas", l2Gas, least.l2Gas, prices.l2Gas),
            ("L1DataGas", l1DataGas, least.l1DataGas, prices.l1DataGas),
        ]
        for (name, bound, amount, price) in resources {
            if bound.maxAmount < amount {
                throw .boundsTooLow(reason: Self.sentence(name, "amount", bound.maxAmount, "minimal amount", amount))
            }
            if bound.maxPricePerUnit < price.fri {
                let price = Self.sentence(name, "price", bound.maxPricePerUnit, "block price", price.fri)
                throw .boundsTooLow(reason: price)
            }
        }
    }

    /// The most that a transaction with these bounds pays, in fri.
    func fee(tip: UInt64) throws(TransactionRejection) -> UInt128 {
        let most = GasVector(l1Gas: l1Gas.maxAmount, l1DataGas: l1DataGas.maxAmount, l2Gas: l2Gas.maxAmount)
        func price(_ bound: ResourceBounds) -> GasPrice { GasPrice(wei: 0, fri: bound.maxPricePerUnit) }
        return try most.fee(
            GasPrices(l1Gas: price(l1Gas), l1DataGas: price(l1DataGas), l2Gas: price(l2Gas)), tip: tip)
    }

    private static func sentence(
        _ name: StaticString, _ what: StaticString, _ bound: some BinaryInteger, _ needed: StaticString,
        _ least: some BinaryInteger
    ) -> [UInt8] {
        var text = ReasonText()
        text.append("Resource ")
        text.append(name)
        text.append(": max ")
        text.append(what)
        text.append(" ")
        text.append(bound)
        text.append(" is below the ")
        text.append(needed)
        text.append(" ")
        text.append(least)
        return text.bytes
    }
}

import StarknetModel

extension AllResourceBounds {
    /// A sentence about the first resource of which more was used than allowed; nil when there is none.
    func exceeded(by used: GasVector) -> String? {
        for (name, bound, amount) in [
            ("L1Gas", l1Gas.maxAmount, used.l1Gas), ("L1DataGas", l1DataGas.maxAmount, used.l1DataGas),
            ("L2Gas", l2Gas.maxAmount, used.l2Gas),
        ] where amount > bound {
            return "Insufficient max \(name): max amount: \(bound), actual used: \(amount)."
        }
        return nil
    }

    /// What is charged: never more than the bounds.
    func capping(_ used: GasVector) -> GasVector {
        GasVector(
            l1Gas: min(used.l1Gas, l1Gas.maxAmount), l1DataGas: min(used.l1DataGas, l1DataGas.maxAmount),
            l2Gas: min(used.l2Gas, l2Gas.maxAmount))
    }
}

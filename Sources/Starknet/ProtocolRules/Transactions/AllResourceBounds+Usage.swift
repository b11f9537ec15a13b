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
}

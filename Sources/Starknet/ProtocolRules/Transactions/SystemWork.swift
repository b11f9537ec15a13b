import StarknetModel

/// The operating system's own work on a transaction, in resources of the machine (EXEC §3.4).
struct SystemWork {
    private var steps: UInt64
    private var rangeChecks: UInt64
    private var pedersen: UInt64
    private var poseidon: UInt64
    private var countsBuiltins = true

    /// The work on a transaction of this kind with this calldata.
    init(_ transaction: Transaction) {
        let felts = UInt64(transaction.calldata.count), pairs = felts / 2 + felts % 2
        switch transaction {
        case .invoke: (steps, rangeChecks, pedersen, poseidon) = (4779 + 11 * pairs, 110, 4, 11 + pairs)
        case .declare: (steps, rangeChecks, pedersen, poseidon) = (3938, 92, 4, 15)
        case .deployAccount:
            (steps, rangeChecks, pedersen, poseidon) = (4989 + 37 * pairs, 113, 10 + 2 * pairs, 10 + pairs)
        case .l1Handler(let handler):
            // Of a message only the payload counts, not its sender.
            let payload = UInt64(handler.payload.count)
            (steps, rangeChecks, pedersen, poseidon) = (1329 + 13 * payload, 19, 11 + payload, 0)
        }
    }

    /// The same without builtins: what estimates of the least go by.
    var stepsOnly: SystemWork {
        var copy = self
        copy.countsBuiltins = false
        return copy
    }

    /// In L2 gas, with the work on `dataSegment` words of published state data: the largest of the resources, rounded up to
    /// whole units of L1 gas, each 40,000 units of L2 gas.
    func l2Gas(dataSegment: UInt64) -> UInt64 {
        let hashSteps = 55 * (dataSegment / 10) + 18 * (dataSegment % 10 / 2) + 3 * (dataSegment % 2) + 21
        var l1Gas = ceilDivide((steps + 113 * dataSegment + hashSteps) * 25, 10_000)
        if countsBuiltins {
            l1Gas = max(
                l1Gas, ceilDivide((rangeChecks + 17 * dataSegment) * 4, 100), ceilDivide(pedersen * 8, 100),
                ceilDivide((poseidon + dataSegment / 2 + 1) * 8, 100))
        }
        return l1Gas * 40_000
    }

    private func ceilDivide(_ value: UInt64, _ by: UInt64) -> UInt64 { (value + by - 1) / by }
}

import FiniteFields
import StarknetModel

/// What a transaction used, and what that is in gas (EXEC §3.4).
struct TransactionUsage {
    /// Felts of calldata and signature.
    private let archivedFelts: UInt64
    private let calldataFelts: UInt64
    private let eventFelts: UInt64
    private let modifiedContracts: UInt64
    private let classUpdates: UInt64
    private let storageUpdates: UInt64
    private let allocations: UInt64
    private let messagePayloads: [UInt64]
    private let sierraGas: UInt64
    private let tip: UInt64

    /// Counts what was done since the state's checkpoint `start`. `gas` is the Sierra gas of validation and execution.
    init<Source: StateSource>(
        transaction: InvokeTransaction, effects: CallEffects, state: JournaledState<Source>, start: Int, gas: UInt64,
        chain: ChainParameters
    ) {
        calldataFelts = UInt64(transaction.calldata.count)
        archivedFelts = calldataFelts + UInt64(transaction.account.signature.count)
        eventFelts = effects.events.reduce(0) { $0 + UInt64(2 * $1.keys.count + $1.data.count) }
        let writes = state.storageChanges(since: start)
        let (classes, nonces) = state.contractChanges(since: start)
        var modified = classes.union(nonces)
        for write in writes { modified.insert(write.cell.address) }
        var updates = UInt64(writes.count)
        if chain.fees {
            // The sender's balance changes when it pays; the token itself is not counted as a contract.
            modified.remove(chain.feeToken)
            let balance = StorageCell(
                address: chain.feeToken, key: StorageKey.variable("ERC20_balances", keys: [transaction.sender.felt]))
            if !writes.contains(where: { $0.cell == balance }) { updates += 1 }
        }
        modifiedContracts = UInt64(modified.count)
        classUpdates = UInt64(classes.count)
        storageUpdates = updates
        allocations = UInt64(writes.reduce(0) { $1.before.isZero && !$1.now.isZero ? $0 + 1 : $0 })
        messagePayloads = effects.messages.map { UInt64($0.payload.count) }
        sierraGas = gas
        tip = transaction.account.tip
    }

    /// Words of state data that are published.
    private var dataSegment: UInt64 { 2 * modifiedContracts + classUpdates + 2 * storageUpdates }

    /// The gas of the receipt.
    func gasVector(usesBlobs: Bool) -> GasVector {
        var vector = GasVector()
        vector.l2Gas = 5120 * (archivedFelts + eventFelts) + 402_000 * allocations + sierraGas + systemOverhead
        if usesBlobs {
            vector.l1DataGas = 32 * (dataSegment + allocations)
        } else {
            let discount = modifiedContracts * (512 - 6 * 16 - 26 * 4) + (512 - 12 * 16 - 20 * 4)
            let cost = 551 * dataSegment
            vector.l1Gas = (cost > discount ? cost - discount : 0) + 551 * allocations
        }
        if !messagePayloads.isEmpty {
            let words = messagePayloads.reduce(0) { $0 + 3 + $1 }
            vector.l1Gas += UInt64(messagePayloads.count) * 20_000 + words * (512 + 612)
            for payload in messagePayloads { vector.l1Gas += 375 + 375 * 3 + 256 * (2 + payload) }
        }
        return vector
    }

    /// The operating system's own work on a transaction: always counted in machine resources, rounded up to whole
    /// units of L1 gas, each 40,000 units of L2 gas.
    private var systemOverhead: UInt64 {
        let pairs = calldataFelts / 2 + calldataFelts % 2
        let hashed = dataSegment
        let hashSteps = 55 * (hashed / 10) + 18 * (hashed % 10 / 2) + 3 * (hashed % 2) + 21
        let steps = 4779 + 11 * pairs + 113 * hashed + hashSteps
        let poseidon = 11 + pairs + hashed / 2 + 1
        let l1Gas = max(
            ceilDivide(steps * 25, 10_000), ceilDivide((110 + 17 * hashed) * 4, 100), ceilDivide(4 * 8, 100),
            ceilDivide(poseidon * 8, 100))
        return l1Gas * 40_000
    }

    private func ceilDivide(_ value: UInt64, _ by: UInt64) -> UInt64 { (value + by - 1) / by }

    /// What the gas costs, in fri.
    func fee(_ vector: GasVector, prices: GasPrices) throws(TransactionRejection) -> UInt128 {
        try vector.fee(prices, tip: tip)
    }
}

extension GasVector {
    /// What the gas costs, in fri: the tip is paid for each unit of L2 gas.
    func fee(_ prices: GasPrices, tip: UInt64) throws(TransactionRejection) -> UInt128 {
        let parts = [
            (l1Gas, prices.l1Gas.fri, 0), (l1DataGas, prices.l1DataGas.fri, 0), (l2Gas, prices.l2Gas.fri, UInt128(tip)),
        ]
        var fee: UInt128 = 0
        for (amount, price, tip) in parts {
            let (unit, overflow) = price.addingReportingOverflow(tip)
            let (part, partOverflow) = unit.multipliedReportingOverflow(by: UInt128(amount))
            let (sum, sumOverflow) = fee.addingReportingOverflow(part)
            guard !overflow, !partOverflow, !sumOverflow else { throw .feeTooLarge }
            fee = sum
        }
        return fee
    }
}

import FiniteFields
import StarknetModel

/// What a transaction used, and what that is in gas (EXEC §3.4).
struct TransactionUsage {
    /// Felts of calldata and signature.
    private var archivedFelts: UInt64 = 0
    private var classBytes: UInt64 = 0
    private var eventFelts: UInt64 = 0
    private var modifiedContracts: UInt64
    /// Contracts that have another class, or one for the first time.
    private var classUpdates: UInt64
    private var declaredClasses: UInt64 = 0
    private var storageUpdates: UInt64
    private var allocations: UInt64 = 0
    private var messagePayloads: [UInt64] = []
    /// Felts of the message from L1 that is handled.
    private var handledPayload: UInt64?
    private var sierraGas: UInt64 = 0
    private let work: SystemWork

    /// Counts what was done since the state's checkpoint `start`. `gas` is the Sierra gas of validation and execution,
    /// `classBytes` what a declared class takes.
    init<Source: StateSource>(
        transaction: Transaction, effects: CallEffects, state: JournaledState<Source>, start: Int, gas: UInt64,
        classBytes: UInt64, chain: ChainParameters
    ) {
        work = SystemWork(transaction)
        archivedFelts = UInt64(transaction.calldata.count + transaction.signature.count)
        if let message = transaction.handledMessage {
            archivedFelts = UInt64(message.payload.count)
            handledPayload = archivedFelts
        }
        self.classBytes = classBytes
        eventFelts = effects.events.reduce(0) { $0 + UInt64(2 * $1.keys.count + $1.data.count) }
        let writes = state.storageChanges(since: start)
        let (classes, nonces) = state.contractChanges(since: start)
        var modified = nonces.union(classes.keys)
        for write in writes { modified.insert(write.cell.address) }
        var updates = UInt64(writes.count)
        if chain.fees {
            // The sender's balance changes when it pays; the token itself is not counted as a contract.
            modified.remove(chain.feeToken)
            let balance = StorageCell(address: chain.feeToken, key: TokenBalance.key(of: transaction.sender))
            if transaction.account != nil, !writes.contains(where: { $0.cell == balance }) { updates += 1 }
        }
        modifiedContracts = UInt64(modified.count)
        classUpdates = UInt64(classes.count)
        declaredClasses = UInt64(state.declarations(since: start).count)
        storageUpdates = updates
        allocations = UInt64(writes.reduce(0) { $1.before.isZero && !$1.now.isZero ? $0 + 1 : $0 })
        messagePayloads = effects.messages.map { UInt64($0.payload.count) }
        sierraGas = gas
    }

    /// What no transaction of this kind can do without (EXEC §3.1): its sender's nonce and balance, and the steps of the
    /// operating system.
    init(leastOf transaction: Transaction) {
        work = SystemWork(transaction).stepsOnly
        modifiedContracts = 1
        classUpdates = transaction.kind == .deployAccount ? 1 : 0
        storageUpdates = 1
    }

    /// Words of state data that are published.
    private var dataSegment: UInt64 {
        2 * modifiedContracts + classUpdates + 2 * storageUpdates + 2 * declaredClasses
    }

    /// The gas of the receipt.
    func gasVector(usesBlobs: Bool) -> GasVector {
        var vector = GasVector()
        vector.l2Gas = 5120 * (archivedFelts + eventFelts) + 1280 * classBytes + 402_000 * allocations + sierraGas
        vector.l2Gas += work.l2Gas(dataSegment: dataSegment)
        if usesBlobs {
            vector.l1DataGas = 32 * (dataSegment + allocations)
        } else {
            let discount = modifiedContracts * (512 - 6 * 16 - 26 * 4) + (512 - 12 * 16 - 20 * 4)
            let cost = 551 * dataSegment
            vector.l1Gas = (cost > discount ? cost - discount : 0) + 551 * allocations
        }
        vector.l1Gas += messageL1Gas
        return vector
    }

    /// What L1 has to do about messages: words of the messages' segment, a counter and an event for each.
    private var messageL1Gas: UInt64 {
        var gas: UInt64 = 0, words = messagePayloads.reduce(0) { $0 + 3 + $1 }
        for payload in messagePayloads { gas += 20_000 + 375 + 375 * 3 + 256 * (2 + payload) }
        if let payload = handledPayload {
            words += 5 + payload
            gas += 5_000 + 375 + 375 * 4 + 256 * (3 + payload)
        }
        return gas + words * (512 + 612)
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

public import BlockPrograms
import CasmModel
import StarknetModel

extension ProvingLoad {
    /// The load of a transaction's executions, without code and places, which a block has once.
    public init(_ transaction: TransactionRecording) {
        for frame in transaction.frames { add(frame) }
        // What contracts see of it, each array and field once.
        dataFelts += UInt64(transaction.calldata.count)
        dataFelts += UInt64(transaction.info.cellCount)
    }

    private mutating func add(_ frame: FrameRecording) {
        frames += 1
        machineGas += frame.machineGas
        for usage in frame.usage { builtins[usage.builtin] += Int(clamping: usage.instances) }
        dataFelts += UInt64(frame.calldata.count)
        add(array: frame.returned.content.count)
        // A triple for each creation and squash, and for what was before; three cells for each dictionary.
        if let arena = frame.arena {
            dataFelts += UInt64(3 * (1 + arena.operations) + 3 * arena.dictionarySizes.count)
        }
        for systemCall in frame.systemCalls { add(systemCall) }
    }

    private mutating func add(_ systemCall: SystemCallRecording) {
        // Selector, gas, and the answer's gas and flag.
        dataFelts += 4
        // What is seen inside a meta transaction, where every array but the signature is empty.
        if systemCall.call == .metaTxV0, case .array(let signature)? = systemCall.request.last {
            dataFelts += UInt64(TransactionInfo.structCells + signature.content.count)
        }
        for item in systemCall.request {
            switch item {
            case .felt, .handle: dataFelts += 1
            case .array(let array), .cells(let array):
                dataFelts += 2
                add(array: array.content.count)
            }
        }
        for item in systemCall.response {
            switch item {
            case .felt, .executionInfo: dataFelts += 1
            case .array(let felts), .cells(let felts), .point(let felts): dataFelts += 2 + UInt64(felts.count)
            }
        }
    }

    private mutating func add(array count: Int) {
        guard count > 0 else { return }
        arrays += 1
        dataFelts += UInt64(count)
    }
}

extension FrameRecording {
    /// The gas that the frame paid for steps and cells of the machine, at most.
    ///
    /// Code pays for what it does before it does it: what was put into it (the gas of the call; `entryPointBudget` of it is
    /// not told to the function) and did not come out again is at least the price of all that it did. Taken off is
    /// what it did not pay to the machine for: system calls with what they called, builtins.
    /// In the void gas vanishes with the answers, and paid for is only what was paid ahead before, so that nothing changes.
    var machineGas: UInt64 {
        var paid = Int64(clamping: gasIn) + Int64(ProtocolConstants.entryPointBudget) - Int64(clamping: gasOut)
        for systemCall in systemCalls {
            paid -= Int64(clamping: systemCall.gas) - Int64(clamping: systemCall.gasLeft) + Int64(SystemCall.base)
        }
        for entry in usage { paid -= Int64(clamping: entry.instances) * entry.builtin.gas }
        return UInt64(max(0, paid))
    }
}

extension Builtin {
    /// What an instance costs, in gas (EXEC §1.3, §4.6).
    fileprivate var gas: Int64 {
        switch self {
        case .rangeCheck: 70
        case .rangeCheck96: 56
        case .pedersen: Int64(CodeArea.builtinCosts[0])
        case .bitwise: Int64(CodeArea.builtinCosts[1])
        case .ecOp: Int64(CodeArea.builtinCosts[2])
        case .poseidon: Int64(CodeArea.builtinCosts[3])
        case .addMod: Int64(CodeArea.builtinCosts[4])
        case .mulMod: Int64(CodeArea.builtinCosts[5])
        case .output, .ecdsa, .keccak, .segmentArena: 0
        }
    }
}

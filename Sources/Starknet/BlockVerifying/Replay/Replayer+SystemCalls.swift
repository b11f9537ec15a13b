import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The rules of each syscall (block program §11, EXEC §3.10).
extension Replayer {
    mutating func serve(
        _ kind: SystemCall, gas: UInt64, _ arguments: [Argument], _ call: ReplayCall, _ response: inout Response
    ) throws(ReplayFailure) {
        var firstArray = 0
        for case .array(let felts) in arguments {
            firstArray = felts.count
            break
        }
        if kind == .keccak, firstArray % 17 != 0 {
            return try expectFailure([ProtocolFelts.invalidInputLength], gas: gas, &response)
        }
        let required = kind.requiredGas(arrayCount: firstArray)
        guard gas >= required else { return try expectFailure([ProtocolFelts.outOfGas], gas: gas, &response) }
        try perform(kind, gas: gas - required, arguments, call, &response)
    }

    private mutating func perform(
        _ kind: SystemCall, gas: UInt64, _ arguments: [Argument], _ call: ReplayCall, _ response: inout Response
    ) throws(ReplayFailure) {
        switch kind {
        case .storageRead:
            let value = try state.value(storageCell(arguments, call))
            try expect(gas: gas, failed: false, response)
            try expect(value, &response)
        case .storageWrite:
            try state.write(try felt(arguments, 2), at: try storageCell(arguments, call))
            try expect(gas: gas, failed: false, response)
        case .emitEvent:
            let event = Event(from: call.address, keys: try array(arguments, 0), data: try array(arguments, 1))
            guard events.count < ProtocolConstants.eventsPerTransactionMax, event.keys.count <= ProtocolConstants.eventKeysMax,
                event.data.count <= ProtocolConstants.eventDataMax
            else { throw .limit }
            events.append(event)
            try expect(gas: gas, failed: false, response)
        case .sendMessageToL1:
            try send(to: try felt(arguments, 0), payload: try array(arguments, 1), from: call.address)
            try expect(gas: gas, failed: false, response)
        case .getExecutionInfo:
            try expect(gas: gas, failed: false, response)
            try checkExecutionInfo(program.cell(response.position), call)
            response.position += 1
        case .getClassHashAt:
            guard !call.isValidation else { throw .validation }
            guard let address = ContractAddress(try felt(arguments, 0)) else { throw .argument }
            let classHash = try state.classHash(address)
            try expect(gas: gas, failed: false, response)
            try expect(classHash.felt, &response)
        case .getBlockHash: try blockHash(gas, try felt(arguments, 0), call, &response)
        case .replaceClass:
            let classHash = ClassHash(try felt(arguments, 0))
            guard classes[classHash.felt] != nil else { throw .classMissing }
            try state.setClass(classHash, at: call.address)
            try expect(gas: gas, failed: false, response)
        case .callContract, .libraryCall, .deploy: try enter(kind, gas: gas, arguments, call, &response)
        case .keccak:
            guard let hash = WordHashes.keccak(try array(arguments, 0)) else { throw .argument }
            try expect(gas: gas, failed: false, response)
            try expect(Felt252(hash.low), &response)
            try expect(Felt252(hash.high), &response)
        case .sha256ProcessBlock:
            guard let words = WordHashes.sha256(state: try array(arguments, 0), block: try array(arguments, 1)) else {
                throw .argument
            }
            try expect(gas: gas, failed: false, response)
            try expect(cells: words, &response)
        case .secp256k1New, .secp256k1Add, .secp256k1Mul, .secp256k1GetPointFromX, .secp256k1GetXy, .secp256r1New,
            .secp256r1Add, .secp256r1Mul, .secp256r1GetPointFromX, .secp256r1GetXy:
            try curve(kind, gas: gas, arguments, &response)
        case .metaTxV0, .sha512ProcessBlock:
            // This chain answers these with an error the contract can catch.
            try expectFailure([ProtocolFelts.notSupported], gas: gas, &response)
        }
    }

    private mutating func blockHash(
        _ gas: UInt64, _ requested: Felt252, _ call: ReplayCall, _ response: inout Response
    ) throws(ReplayFailure) {
        let number = context.blockNumber
        let current = call.isValidation ? number / 100 * 100 : number
        guard let block = requested.asUInt64, current >= ProtocolConstants.blockHashDelay,
            block <= current - ProtocolConstants.blockHashDelay, let key = StorageKey(requested)
        else { return try expectFailure([ProtocolFelts.blockNumberOutOfRange], gas: gas, &response) }
        let value = try state.value(StorageCell(address: .blockHashes, key: key))
        try expect(gas: gas, failed: false, response)
        try expect(value, &response)
    }

    private mutating func send(to: Felt252, payload: [Felt252], from: ContractAddress) throws(ReplayFailure) {
        guard to.limbs.3 == 0, to.limbs.2 >> 32 == 0 else { throw .argument }
        let felts = messages.reduce(0) { $0 + 3 + $1.payload.count } + 3 + payload.count
        guard felts <= ProtocolConstants.messageFeltsMax else { throw .limit }
        messages.append(MessageToL1(from: from, to: to, payload: payload))
    }

    // MARK: Arguments

    func felt(_ arguments: [Argument], _ index: Int) throws(ReplayFailure) -> Felt252 {
        guard index < arguments.count, case .felt(let felt) = arguments[index] else { throw .argument }
        return felt
    }

    func array(_ arguments: [Argument], _ index: Int) throws(ReplayFailure) -> [Felt252] {
        guard index < arguments.count, case .array(let felts) = arguments[index] else { throw .argument }
        return felts
    }

    private func storageCell(_ arguments: [Argument], _ call: ReplayCall) throws(ReplayFailure) -> StorageCell {
        guard try felt(arguments, 0).isZero, let key = StorageKey(try felt(arguments, 1)) else { throw .argument }
        return StorageCell(address: call.address, key: key)
    }
}

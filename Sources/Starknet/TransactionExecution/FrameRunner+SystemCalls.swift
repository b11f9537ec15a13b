import BlockPrograms
import CairoMachine
import CasmModel
import FiniteFields
import StarknetModel

extension FrameRunner {
    /// Pays for a system call and does it (EXEC §3.10).
    func serve(
        _ systemCall: SystemCall, gas: UInt64, request: [RequestItem], machine: Machine
    ) throws(MachineError) -> SystemCallResponse {
        let arrayCount = request.first { $0.start != nil }?.content.count ?? 0
        if systemCall == .keccak, arrayCount % 17 != 0 { return .failure(gas, [ProtocolFelts.invalidInputLength]) }
        let required = systemCall.requiredGas(arrayCount: arrayCount)
        guard gas >= required else { return .failure(gas, [ProtocolFelts.outOfGas]) }
        tree.lastMeteredGas = gas - required
        do {
            return try perform(systemCall, gas: gas - required, request)
        } catch {
            throw stop(error)
        }
    }

    private func perform(
        _ systemCall: SystemCall, gas: UInt64, _ request: [RequestItem]
    ) throws(ExecutionAbort) -> SystemCallResponse {
        switch systemCall {
        case .storageRead:
            let cell = try storageCell(systemCall, request)
            return .success(gas, [.felt(try tree.storage(at: cell))])
        case .storageWrite:
            let cell = try storageCell(systemCall, request), value = try felt(systemCall, request, 2)
            do { try tree.state.write(value, at: cell) } catch { throw .state(error) }
            return .success(gas)
        case .emitEvent:
            let keys = try array(systemCall, request, 0), data = try array(systemCall, request, 1)
            try tree.emit(Event(from: call.address, keys: keys, data: data))
            return .success(gas)
        case .sendMessageToL1:
            let to = try felt(systemCall, request, 0), payload = try array(systemCall, request, 1)
            guard to.limbs.3 == 0, to.limbs.2 >> 32 == 0 else { throw .malformedSystemCall(systemCall) }
            try tree.send(MessageToL1(from: call.address, to: to, payload: payload))
            return .success(gas)
        case .getExecutionInfo: return .success(gas, [.executionInfo])
        case .getClassHashAt:
            guard !call.isValidation else { throw .notInValidation(systemCall) }
            let address = try address(systemCall, request, 0)
            return .success(gas, [.felt(try tree.classHash(at: address).felt)])
        case .getBlockHash: return try blockHash(gas, try felt(systemCall, request, 0))
        case .callContract: return try callContract(gas, request)
        case .libraryCall: return try libraryCall(gas, request)
        case .deploy: return try deploy(gas, request)
        case .replaceClass:
            let classHash = ClassHash(try felt(systemCall, request, 0))
            try requireDeclared(classHash)
            do { try tree.state.setClassHash(classHash, at: call.address) } catch { throw .state(error) }
            return .success(gas)
        case .keccak:
            guard let hash = WordHashes.keccak(try array(systemCall, request, 0)) else {
                throw .malformedSystemCall(systemCall)
            }
            return .success(gas, [.felt(Felt252(hash.low)), .felt(Felt252(hash.high))])
        case .sha256ProcessBlock:
            guard
                let state = WordHashes.sha256(
                    state: try array(systemCall, request, 0), block: try array(systemCall, request, 1))
            else { throw .malformedSystemCall(systemCall) }
            return .success(gas, [.cells(state)])
        case .secp256k1New, .secp256k1Add, .secp256k1Mul, .secp256k1GetPointFromX, .secp256k1GetXy, .secp256r1New,
            .secp256r1Add, .secp256r1Mul, .secp256r1GetPointFromX, .secp256r1GetXy:
            return try curve(systemCall, gas: gas, request)
        case .metaTxV0, .sha512ProcessBlock: return .failure(gas, [ProtocolFelts.notSupported])
        }
    }

    private func blockHash(_ gas: UInt64, _ requested: Felt252) throws(ExecutionAbort) -> SystemCallResponse {
        let number = tree.context.blockNumber
        // While validating, the block number is the rounded one.
        let current = call.isValidation ? number / 100 * 100 : number
        guard let block = requested.asUInt64, current >= ProtocolConstants.blockHashDelay,
            block <= current - ProtocolConstants.blockHashDelay, let key = StorageKey(requested)
        else { return .failure(gas, [ProtocolFelts.blockNumberOutOfRange]) }
        let cell = StorageCell(address: .blockHashes, key: key)
        return .success(gas, [.felt(try tree.storage(at: cell))])
    }

    private func curve(
        _ systemCall: SystemCall, gas: UInt64, _ request: [RequestItem]
    ) throws(ExecutionAbort) -> SystemCallResponse {
        var felts: [Felt252] = [], points: [CurveValue] = []
        for item in request {
            switch item {
            case .felt(let felt): felts.append(felt)
            case .handle(_, let point): points.append(point)
            default: throw .malformedSystemCall(systemCall)
            }
        }
        switch CurveCalls.answer(systemCall, felts: felts, points: points) {
        case .invalidArgument: return .failure(gas, [ProtocolFelts.invalidArgument])
        case .noPoint: return .success(gas, [.felt(.one), .felt(.zero)])
        case .somePoint(let point):
            return SystemCallResponse(gasLeft: gas, items: [.felt(.zero), .point(point.words)], point: point)
        case .point(let point): return SystemCallResponse(gasLeft: gas, items: [.point(point.words)], point: point)
        case .coordinates(let words): return .success(gas, words.map { .felt($0) })
        case nil: throw .malformedSystemCall(systemCall)
        }
    }

    // MARK: Arguments

    func felt(_ systemCall: SystemCall, _ request: [RequestItem], _ index: Int) throws(ExecutionAbort) -> Felt252 {
        guard index < request.count, case .felt(let felt) = request[index] else {
            throw .malformedSystemCall(systemCall)
        }
        return felt
    }

    func array(_ systemCall: SystemCall, _ request: [RequestItem], _ index: Int) throws(ExecutionAbort) -> [Felt252] {
        guard index < request.count else { throw .malformedSystemCall(systemCall) }
        switch request[index] {
        case .array(let content, _), .cells(let content, _): return content
        default: throw .malformedSystemCall(systemCall)
        }
    }

    func address(
        _ systemCall: SystemCall, _ request: [RequestItem], _ index: Int
    ) throws(ExecutionAbort) -> ContractAddress {
        guard let address = ContractAddress(try felt(systemCall, request, index)) else {
            throw .malformedSystemCall(systemCall)
        }
        return address
    }

    private func storageCell(_ systemCall: SystemCall, _ request: [RequestItem]) throws(ExecutionAbort) -> StorageCell {
        guard try felt(systemCall, request, 0).isZero, let key = StorageKey(try felt(systemCall, request, 1)) else {
            throw .malformedSystemCall(systemCall)
        }
        return StorageCell(address: call.address, key: key)
    }

    func requireDeclared(_ classHash: ClassHash) throws(ExecutionAbort) {
        guard try tree.contractClass(classHash) != nil else { throw .undeclaredClass(classHash) }
    }
}

public import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The rules of each system call: its price, its conditions, its effect and its answer (EXEC §3.10).
extension CallHost {
    /// Takes the price of a system call and does it. `gas` is what the request holds, `call` is whose frame asks.
    ///
    /// A host looks at no answer before it has asked here: that an execution aborts follows from the request and the state
    /// alone. From then on all answers are void.
    public mutating func serve(
        _ kind: SystemCall, gas: UInt64, _ arguments: [SystemCallArgument], for call: EntryCall
    ) throws(RuleStop<Failure>) -> SystemCallAnswer {
        guard effects.aborted == nil else { return .void() }
        let request = SystemCallRequest<Failure>(kind: kind, arguments: arguments)
        let count = request.firstArrayCount
        if kind == .keccak, count % 17 != 0 { return .failure(gas, [ProtocolFelts.invalidInputLength]) }
        let required = kind.requiredGas(arrayCount: count)
        guard gas >= required else { return .failure(gas, [ProtocolFelts.outOfGas]) }
        do throws(RuleStop<Failure>) {
            let answer = try perform(request, gas: gas - required, call)
            // An abort in the frame that was called ends this call too.
            return effects.aborted == nil ? answer : .void(callee: answer.callee)
        } catch {
            guard case .abort(let abort) = error, effects.phase.mayAbort, abort.cause.ending.isAllowed else {
                throw error
            }
            effects.abort(abort, gasLeft: gas - required)
            return .void(callee: abort.callee)
        }
    }

    private mutating func perform(
        _ request: SystemCallRequest<Failure>, gas: UInt64, _ call: EntryCall
    ) throws(RuleStop<Failure>) -> SystemCallAnswer {
        switch request.kind {
        case .storageRead:
            let cell = try storageCell(request, call)
            return .success(gas, [.felt(try value(at: cell))])
        case .storageWrite:
            let cell = try storageCell(request, call), value = try request.felt(2)
            do throws(Failure) { try state.write(value, at: cell) } catch { throw .host(error) }
            return .success(gas)
        case .emitEvent:
            let keys = try request.array(0), data = try request.array(1)
            do throws(ExecutionAbort) { try effects.emit(Event(from: call.address, keys: keys, data: data)) } catch {
                throw .abort(error)
            }
            return .success(gas)
        case .sendMessageToL1:
            let to = try request.felt(0), payload = try request.array(1)
            guard to.isL1Address else { throw .abort(.notEthereumAddress(to)) }
            do throws(ExecutionAbort) {
                try effects.send(MessageToL1(from: call.address, to: to, payload: payload))
            } catch { throw .abort(error) }
            return .success(gas)
        case .getExecutionInfo: return .success(gas, [.executionInfo])
        case .getClassHashAt:
            guard !call.isValidation else { throw .abort(.notInValidation(request.kind)) }
            return .success(gas, [.felt(try classHash(at: try request.address(0)).felt)])
        case .getBlockHash: return try blockHash(gas, try request.felt(0), call)
        case .callContract: return try callContract(request, gas: gas, call)
        case .libraryCall: return try libraryCall(request, gas: gas, call)
        case .metaTxV0: return try metaTransaction(request, gas: gas, call)
        case .deploy: return try deploy(request, gas: gas, call)
        case .replaceClass:
            let classHash = ClassHash(try request.felt(0))
            guard try declared(classHash) != nil else { throw .abort(.undeclaredReplacement(classHash)) }
            do throws(Failure) { try state.setClassHash(classHash, at: call.address) } catch { throw .host(error) }
            return .success(gas)
        case .keccak:
            guard let hash = WordHashes.keccak(try request.array(0)) else {
                throw .abort(.malformedSystemCall(request.kind))
            }
            return .success(gas, [.felt(Felt252(hash.low)), .felt(Felt252(hash.high))])
        case .sha256ProcessBlock:
            guard let words = WordHashes.sha256(state: try request.array(0), block: try request.array(1)) else {
                throw .abort(.malformedSystemCall(request.kind))
            }
            return .success(gas, [.cells(words)])
        case .sha512ProcessBlock:
            guard let words = WordHashes.sha512(state: try request.array(0), block: try request.array(1)) else {
                throw .abort(.malformedSystemCall(request.kind))
            }
            return .success(gas, [.cells(words)])
        case .secp256k1New, .secp256k1Add, .secp256k1Mul, .secp256k1GetPointFromX, .secp256k1GetXy, .secp256r1New,
            .secp256r1Add, .secp256r1Mul, .secp256r1GetPointFromX, .secp256r1GetXy:
            return try request.curveAnswer(gas: gas)
        }
    }

    /// Hashes of blocks from ten before on stand in contract 0x1. While validating, the block number is the rounded one.
    private mutating func blockHash(
        _ gas: UInt64, _ requested: Felt252, _ call: EntryCall
    ) throws(RuleStop<Failure>) -> SystemCallAnswer {
        let current = call.isValidation ? block.blockNumber / 100 * 100 : block.blockNumber
        guard let number = requested.asUInt64, current >= ProtocolConstants.blockHashDelay,
            number <= current - ProtocolConstants.blockHashDelay, let key = StorageKey(requested)
        else { return .failure(gas, [ProtocolFelts.blockNumberOutOfRange]) }
        return .success(gas, [.felt(try value(at: StorageCell(address: .blockHashes, key: key)))])
    }

    private func storageCell(
        _ request: SystemCallRequest<Failure>, _ call: EntryCall
    ) throws(RuleStop<Failure>) -> StorageCell {
        let domain = try request.felt(0)
        guard domain.isZero else { throw .abort(.storageDomain(domain)) }
        guard let key = StorageKey(try request.felt(1)) else {
            throw .abort(.malformedSystemCall(request.kind))
        }
        return StorageCell(address: call.address, key: key)
    }

    // MARK: State

    mutating func value(at cell: StorageCell) throws(RuleStop<Failure>) -> Felt252 {
        do throws(Failure) { return try state.storage(at: cell) } catch { throw .host(error) }
    }

    mutating func classHash(at address: ContractAddress) throws(RuleStop<Failure>) -> ClassHash {
        do throws(Failure) { return try state.classHash(at: address) } catch { throw .host(error) }
    }

    mutating func declared(_ classHash: ClassHash) throws(RuleStop<Failure>) -> EntryPoints? {
        do throws(Failure) { return try entryPoints(of: classHash) } catch { throw .host(error) }
    }
}

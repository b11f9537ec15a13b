import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The system calls that enter other frames.
extension CallHost {
    mutating func callContract(
        _ request: SystemCallRequest<Failure>, gas: UInt64, _ call: EntryCall
    ) throws(RuleStop<Failure>) -> SystemCallAnswer {
        let selector = try request.felt(1)
        // Accounts are executed by the protocol only.
        if selector == ProtocolSelectors.execute { return .failure(gas, [ProtocolFelts.invalidArgument]) }
        let address = try request.address(0)
        if call.isValidation, address != call.address { throw .abort(.notInValidation(request.kind)) }
        return try answer(
            EntryCall(
                classHash: try classHash(at: address), address: address, caller: call.address, type: .external,
                selector: selector,
                calldata: try request.array(2), gas: gas, depth: call.depth + 1, isValidation: call.isValidation,
                meta: call.meta))
    }

    /// Code of another class on the storage, under the address and in the name of the caller of this frame.
    mutating func libraryCall(
        _ request: SystemCallRequest<Failure>, gas: UInt64, _ call: EntryCall
    ) throws(RuleStop<Failure>) -> SystemCallAnswer {
        try answer(
            EntryCall(
                classHash: ClassHash(try request.felt(0)), address: call.address, caller: call.caller, type: .external,
                selector: try request.felt(1), calldata: try request.array(2), gas: gas, depth: call.depth + 1,
                isValidation: call.isValidation, isLibraryCall: true, meta: call.meta))
    }

    /// The account at an address executes as if the protocol called it for an invocation of version 0: nobody is its caller, and
    /// it and all that it calls see that invocation. Whether it is signed is the account's to say.
    mutating func metaTransaction(
        _ request: SystemCallRequest<Failure>, gas: UInt64, _ call: EntryCall
    ) throws(RuleStop<Failure>) -> SystemCallAnswer {
        guard !call.isValidation else { throw .abort(.notInValidation(request.kind)) }
        let selector = try request.felt(1)
        guard selector == ProtocolSelectors.execute else { return .failure(gas, [ProtocolFelts.invalidArgument]) }
        let address = try request.address(0), calldata = try request.array(2), signature = try request.array(3)
        guard let info = info(seenBy: call) else { throw .abort(.malformedSystemCall(request.kind)) }
        return try answer(
            EntryCall(
                classHash: try classHash(at: address), address: address, caller: .zero, type: .external,
                selector: selector, calldata: calldata, gas: gas, depth: call.depth + 1,
                meta: info.metaTransaction(
                    to: address.felt, selector: selector, calldata: calldata, signature: signature)))
    }

    /// The class is at the address before the constructor runs; a constructor that fails aborts the transaction.
    mutating func deploy(
        _ request: SystemCallRequest<Failure>, gas: UInt64, _ call: EntryCall
    ) throws(RuleStop<Failure>) -> SystemCallAnswer {
        guard !call.isValidation else { throw .abort(.notInValidation(request.kind)) }
        let classHash = ClassHash(try request.felt(0)), salt = try request.felt(1)
        let calldata = try request.array(2), fromZero = try request.felt(3)
        guard fromZero.isZero || fromZero == .one else { throw .abort(.malformedSystemCall(request.kind)) }
        let address = ContractAddress(
            deployedBy: fromZero.isZero ? call.address : .zero, salt: salt, classHash: classHash,
            constructorCalldata: calldata)
        let constructor = EntryCall(
            classHash: classHash, address: address, caller: call.address, type: .constructor,
            selector: ProtocolSelectors.constructor, calldata: calldata, gas: gas, depth: call.depth + 1,
            isValidation: call.isValidation, meta: call.meta)
        guard try self.classHash(at: address) == .none else { throw notEntered(constructor, .addressInUse(address)) }
        guard try declared(classHash) != nil else { throw notEntered(constructor, .undeclaredClass(classHash)) }
        do throws(Failure) { try state.setClassHash(classHash, at: address) } catch { throw .host(error) }
        let outcome = try self.call(constructor)
        guard !outcome.failed else { throw .abort(.constructorFailed(FailedConstructor(outcome))) }
        return SystemCallAnswer(
            gasLeft: outcome.gasLeft, items: [.felt(address.felt), .array(outcome.returned)], callee: outcome.frame)
    }

    private mutating func answer(_ inner: EntryCall) throws(RuleStop<Failure>) -> SystemCallAnswer {
        let outcome = try call(inner)
        if outcome.failed {
            return .failure(
                outcome.gasLeft, outcome.returned + [ProtocolFelts.entryPointFailed], callee: outcome.frame)
        }
        return SystemCallAnswer(gasLeft: outcome.gasLeft, items: [.array(outcome.returned)], callee: outcome.frame)
    }
}

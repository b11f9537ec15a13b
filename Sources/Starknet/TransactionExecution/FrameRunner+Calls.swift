import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The system calls that enter other frames.
extension FrameRunner {
    func callContract(_ gas: UInt64, _ request: [RequestItem]) throws(ExecutionAbort) -> SystemCallResponse {
        let target = try felt(.callContract, request, 0), selector = try felt(.callContract, request, 1)
        // Accounts are executed by the protocol only.
        if selector == ProtocolSelectors.execute { return .failure(gas, [ProtocolFelts.invalidArgument]) }
        guard let address = ContractAddress(target) else { throw .malformedSystemCall(.callContract) }
        if call.isValidation, address != call.address { throw .notInValidation(.callContract) }
        let classHash = try tree.classHash(at: address)
        guard classHash != .none else { throw .noContract(address) }
        var inner = try innerCall(gas, request, arrayAt: 2)
        inner.classHash = classHash
        inner.address = address
        inner.caller = call.address
        inner.selector = selector
        return try answer(inner)
    }

    func libraryCall(_ gas: UInt64, _ request: [RequestItem]) throws(ExecutionAbort) -> SystemCallResponse {
        var inner = try innerCall(gas, request, arrayAt: 2)
        inner.classHash = ClassHash(try felt(.libraryCall, request, 0))
        inner.selector = try felt(.libraryCall, request, 1)
        return try answer(inner)
    }

    func deploy(_ gas: UInt64, _ request: [RequestItem]) throws(ExecutionAbort) -> SystemCallResponse {
        guard !call.isValidation else { throw .notInValidation(.deploy) }
        let classHash = ClassHash(try felt(.deploy, request, 0)), salt = try felt(.deploy, request, 1)
        var inner = try innerCall(gas, request, arrayAt: 2)
        let fromZero = try felt(.deploy, request, 3)
        guard fromZero.isZero || fromZero == .one else { throw .malformedSystemCall(.deploy) }
        let address = ContractAddress(
            deployedBy: fromZero.isZero ? call.address : .zero, salt: salt, classHash: classHash,
            constructorCalldata: inner.calldata)
        guard try tree.classHash(at: address) == .none else { throw .addressInUse(address) }
        try requireDeclared(classHash)
        do { try tree.state.setClassHash(classHash, at: address) } catch { throw .state(error) }
        inner.classHash = classHash
        inner.address = address
        inner.caller = call.address
        inner.type = .constructor
        inner.selector = ProtocolSelectors.constructor
        let outcome = try tree.call(inner)
        guard !outcome.failed else { throw .constructorFailed(outcome.returned) }
        return SystemCallResponse(
            gasLeft: outcome.gasLeft, items: [.felt(address.felt), .array(outcome.returned)], callee: outcome.frame)
    }

    private func innerCall(_ gas: UInt64, _ request: [RequestItem], arrayAt index: Int) throws(ExecutionAbort)
        -> EntryCall
    {
        var inner = call
        inner.type = .external
        inner.calldata = try array(.callContract, request, index)
        inner.gas = gas
        inner.depth += 1
        return inner
    }

    private func answer(_ inner: EntryCall) throws(ExecutionAbort) -> SystemCallResponse {
        let outcome = try tree.call(inner)
        if outcome.failed {
            return .failure(
                outcome.gasLeft, outcome.returned + [ProtocolFelts.entryPointFailed], callee: outcome.frame)
        }
        return SystemCallResponse(gasLeft: outcome.gasLeft, items: [.array(outcome.returned)], callee: outcome.frame)
    }
}

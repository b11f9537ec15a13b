import CasmModel
import FiniteFields
import StarknetModel

/// The rules of entering a frame (EXEC §3.3, §3.9).
extension CallHost {
    /// Makes one call. A failed one is rolled back: state, events and messages of its whole subtree. After an abort
    /// (`CallEffects.aborted`) no outcome counts any more; who made the outer call goes back to a checkpoint.
    public mutating func call(_ call: EntryCall) throws(RuleStop<Failure>) -> CallOutcome {
        if call.type == .constructor, let entries = try declared(call.classHash), entries.constructor.isEmpty {
            return try withoutConstructor(call)
        }
        guard call.depth < ProtocolConstants.depthMax else { throw notEntered(call, .recursionDepth) }
        guard call.classHash != .none else { throw notEntered(call, .noContract(call.address)) }
        guard let entries = try declared(call.classHash) else {
            throw notEntered(call, .undeclaredClass(call.classHash))
        }
        let node = effects.trace.add(call)
        guard let entry = entries.find(call.type, call.selector) else {
            return refuse(call, node, ProtocolFelts.entryPointNotFound)
        }
        guard call.gas >= ProtocolConstants.entryPointBudget else { return refuse(call, node, ProtocolFelts.outOfGas) }

        effects.trace.enter(node)
        let before = checkpoint
        let frame = try run(call, entry)
        if frame.failed { revert(to: before) }
        effects.trace.leave(node, panic: frame.failed ? frame.returned : nil)
        return CallOutcome(
            failed: frame.failed, returned: frame.returned, gasLeft: frame.gasLeft, frame: frame.frame, node: node)
    }

    /// A class without constructor: nothing is called, at whatever depth.
    private mutating func withoutConstructor(_ call: EntryCall) throws(RuleStop<Failure>) -> CallOutcome {
        guard call.calldata.isEmpty else { throw notEntered(call, .constructorMissing) }
        return CallOutcome(
            failed: false, returned: [], gasLeft: call.gas, frame: nil, node: effects.trace.add(call))
    }

    /// The abort of a call that nobody can make; the reason names the call.
    mutating func notEntered(_ call: EntryCall, _ abort: ExecutionAbort) -> RuleStop<Failure> {
        _ = effects.trace.add(call)
        return .abort(abort)
    }

    /// A call that fails without a frame.
    private mutating func refuse(_ call: EntryCall, _ node: Int, _ reason: Felt252) -> CallOutcome {
        effects.trace.leave(node, panic: [reason])
        return CallOutcome(failed: true, returned: [reason], gasLeft: call.gas, frame: nil, node: node)
    }
}

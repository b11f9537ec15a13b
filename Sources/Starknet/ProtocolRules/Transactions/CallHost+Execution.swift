import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The execution of a transaction (EXEC §3.1, §3.2, §3.7): the one outer call of it that may fail, and stays in the block all
/// the same.
extension CallHost {
    /// `__execute__` of an INVOKE transaction, which is paid for however it ends.
    mutating func runExecution(
        _ transaction: InvokeTransaction, gasBound: UInt64, before: CallCheckpoint, _ outcome: inout TransactionOutcome
    ) throws(TransactionStop<Failure>) {
        try runExecution(
            .execute, of: transaction.sender, ProtocolSelectors.execute, calldata: transaction.calldata,
            gas: min(outcome.gasLeft(of: gasBound), ProtocolConstants.executeGasMax), before: before, &outcome)
    }

    /// Makes the outer call. What it did is undone when it fails, be it by an abort.
    mutating func runExecution(
        _ kind: TransactionRecording.Root.Kind, of address: ContractAddress, _ selector: Felt252, calldata: [Felt252],
        gas: UInt64, before: CallCheckpoint, _ outcome: inout TransactionOutcome
    ) throws(TransactionStop<Failure>) {
        effects.phase = .execution
        do throws(RuleStop<Failure>) {
            let called = try callOuter(
                address, selector, type: kind == .l1Handler ? .l1Handler : .external, calldata: calldata, gas: gas)
            if let frame = called.frame { outcome.roots.append(.init(kind: kind, frame: frame)) }
            outcome.executeGas = gas - min(gas, called.gasLeft)
            outcome.returned = called.returned
            if called.failed {
                let reason = RevertReason(effects.trace, root: called.node, panic: called.returned)
                outcome.status = .reverted(reason: reason.bytes)
            }
        } catch {
            switch error {
            case .host(let failure): throw .host(failure)
            case .abort(let abort):
                guard abort.cause.ending.isAllowed else {
                    throw .rejected(.executionNotProvable(reason: RevertReason(effects.trace, abort: abort).bytes))
                }
                // The outer call itself cannot be made: there is no frame, and nothing is charged.
                effects.abort(abort, gasLeft: gas)
            }
        }
        if let aborted = effects.endExecution() {
            outcome.executeGas = gas - min(gas, aborted.gasLeft)
            outcome.returned = []
            outcome.status = .reverted(reason: aborted.reason)
            outcome.abort = aborted.abort
        }
        if outcome.status.isReverted { revert(to: before) }
    }
}

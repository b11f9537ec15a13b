import BlockPrograms
import FiniteFields
import StarknetModel

/// The execution of an INVOKE transaction (EXEC §3.1, §3.2): `__execute__`, which may fail and is paid for all the same.
extension CallHost {
    mutating func runExecution(
        _ transaction: InvokeTransaction, gasBound: UInt64, before: CallCheckpoint, _ outcome: inout TransactionOutcome
    ) throws(TransactionStop<Failure>) {
        let gas = min(outcome.gasLeft(of: gasBound), ProtocolConstants.executeGasMax)
        effects.phase = .execution
        do throws(RuleStop<Failure>) {
            let called = try callAccount(
                transaction.sender, ProtocolSelectors.execute, calldata: transaction.calldata, gas: gas,
                isValidation: false)
            if let frame = called.frame { outcome.roots.append(.init(kind: .execute, frame: frame)) }
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

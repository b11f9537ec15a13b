import BlockPrograms
import FiniteFields
import StarknetModel

/// The execution of an INVOKE transaction (EXEC §3.1, §3.2): `__execute__`, which may fail and is paid for all the same.
extension CallHost {
    mutating func runExecution(
        _ transaction: InvokeTransaction, gasBound: UInt64, before: CallCheckpoint, _ outcome: inout TransactionOutcome
    ) throws(TransactionStop<Failure>) {
        let gas = min(outcome.gasLeft(of: gasBound), ProtocolConstants.executeGasMax)
        effects.lastMeteredGas = gas
        do throws(RuleStop<Failure>) {
            let called = try callAccount(
                transaction.sender, ProtocolSelectors.execute, calldata: transaction.calldata, gas: gas,
                isValidation: false)
            if let frame = called.frame { outcome.roots.append(.init(kind: .execute, frame: frame)) }
            outcome.executeGas = gas - min(gas, called.gasLeft)
            outcome.returned = called.returned
            guard called.failed else { return }
            revert(to: before)
            outcome.status = .reverted(
                reason: RevertReason(effects.trace, root: called.node, panic: called.returned).bytes)
        } catch {
            switch error {
            case .host(let failure): throw .host(failure)
            case .abort(let abort):
                let reason = RevertReason(effects.trace, abort: abort).bytes
                guard abort.cause.ending.isAllowed else { throw .rejected(.executionNotProvable(reason: reason)) }
                revert(to: before)
                outcome.executeGas = gas - min(gas, effects.gasLeft(by: abort))
                outcome.status = .reverted(reason: reason)
                outcome.abort = abort
                effects.trace.close()
            }
        }
    }
}

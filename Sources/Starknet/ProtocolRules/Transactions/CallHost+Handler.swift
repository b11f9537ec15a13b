import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The rules of an L1_HANDLER transaction (EXEC §3.7): a message of the settlement layer, which nobody signs and nobody pays
/// for here: only a chain that says so takes any. Whatever fails in it, the message is consumed.
extension CallHost {
    mutating func runHandler(
        _ handler: L1HandlerTransaction, _ terms: ExecutionTerms, start: Int
    ) throws(TransactionStop<Failure>) -> TransactionOutcome {
        let transaction = Transaction.l1Handler(handler), bounds = AllResourceBounds.ofHandlers
        guard terms.chain.handlesMessages else { throw .rejected(.kindNotSupported(.l1Handler)) }
        do throws(TransactionRejection) { try transaction.checkFields() } catch { throw .rejected(error) }
        let before = checkpoint
        var outcome = TransactionOutcome(status: .succeeded)
        do throws(RuleStop<Failure>) {
            try callHandler(handler, gas: bounds.l2Gas.maxAmount, &outcome)
        } catch {
            guard case .abort(let abort) = error else {
                if case .host(let failure) = error { throw .host(failure) }
                return outcome
            }
            let reason = RevertReason(effects.trace, abort: abort).bytes
            guard abort.cause.ending.isAllowed else { throw .rejected(.executionNotProvable(reason: reason)) }
            outcome.status = .reverted(reason: reason)
            outcome.abort = abort
            effects.trace.close()
        }
        let isBlob = terms.context.usesBlobs
        if !outcome.status.isReverted {
            outcome.gas = usage(transaction, terms, start: start, outcome).gasVector(usesBlobs: isBlob)
            guard let excess = bounds.exceeded(by: outcome.gas) else { return outcome }
            outcome.status = .reverted(reason: excess)
        }
        // A message whose execution was undone costs what every such message does.
        revert(to: before)
        outcome.executeGas = 0
        outcome.gas = usage(transaction, terms, start: start, outcome).gasVector(usesBlobs: isBlob)
        return outcome
    }

    private mutating func callHandler(
        _ handler: L1HandlerTransaction, gas: UInt64, _ outcome: inout TransactionOutcome
    ) throws(RuleStop<Failure>) {
        let address = handler.contractAddress
        let called = try call(
            EntryCall(
                classHash: try classHash(at: address), address: address, caller: .zero, type: .l1Handler,
                selector: handler.entryPointSelector, calldata: handler.calldata, gas: gas))
        if let frame = called.frame { outcome.roots.append(.init(kind: .l1Handler, frame: frame)) }
        outcome.executeGas = gas - min(gas, called.gasLeft)
        outcome.returned = called.returned
        if called.failed {
            outcome.status = .reverted(
                reason: RevertReason(effects.trace, root: called.node, panic: called.returned).bytes)
        }
    }
}

extension AllResourceBounds {
    /// The most that the handling of a message may use (EXEC §1.3).
    static var ofHandlers: AllResourceBounds {
        func bounds(_ amount: UInt64) -> ResourceBounds { ResourceBounds(maxAmount: amount, maxPricePerUnit: 0) }
        return AllResourceBounds(
            l1Gas: bounds(ProtocolConstants.handlerL1GasMax), l2Gas: bounds(ProtocolConstants.handlerL2GasMax),
            l1DataGas: bounds(ProtocolConstants.handlerL1DataGasMax))
    }
}

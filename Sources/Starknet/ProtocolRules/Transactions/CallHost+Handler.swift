import BlockPrograms
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
        try runExecution(
            .l1Handler, of: handler.contractAddress, handler.entryPointSelector, calldata: handler.calldata,
            gas: bounds.l2Gas.maxAmount, before: before, &outcome)
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

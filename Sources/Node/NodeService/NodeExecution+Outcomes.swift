import BlockPrograms
import ChainStorage
import ProtocolRules
import StarknetModel
import StarknetRPC
import TransactionExecution

/// What came of executions, as answers tell it.
extension NodeExecution {
    static func simulation(
        _ transactions: [ExecutedTransaction], _ options: SimulationOptions, _ reads: InitialReads
    ) -> Simulation {
        Simulation(
            transactions: transactions.map {
                SimulatedTransaction(
                    receipt: $0.receipt, trace: TraceWriter.trace($0, version: options.version), failure: failure($0))
            },
            initialReads: options.givesInitialReads ? TraceWriter.initialReads(reads) : nil)
    }

    /// How a reverted execution failed: the account's call, and all below it.
    static func failure(_ executed: ExecutedTransaction) -> NestedFailure? {
        guard case .reverted(let reason) = executed.receipt.status else { return nil }
        let text = String(decoding: reason, as: UTF8.self)
        // What the frames of an aborted execution returned says nothing.
        guard executed.abort == nil,
            let root = executed.recording.roots.first(where: { $0.kind == .execute || $0.kind == .l1Handler })
        else { return NestedFailure(text: text) }
        var stack = FailureStack(executed.recording.frames, root: root.frame)
        // The transaction stands above its outer call, with the same names.
        if let outer = stack.calls.first { stack.calls.insert(outer, at: 0) }
        return stack.ofTransaction(reason: text)
    }

    /// A transaction that was refused before it was executed. A failed validation is a sentence in an estimate, and names the
    /// account that refused in a simulation, as on the public network.
    static func failure(
        _ rejection: TransactionRejection, of transaction: Transaction, _ state: ChainState, isEstimate: Bool
    ) -> NestedFailure {
        let text = rejection.text
        guard case .validationFailed = rejection, let asked = ValidationCall.selector(transaction),
            let classHash = try? state.classHash(transaction.sender)
        else { return NestedFailure(text: text) }
        if isEstimate { return NestedFailure(text: "Account validation failed: " + text) }
        return FailureStack(
            FailedCall(contract: transaction.sender.felt, classHash: classHash.felt, selector: asked)
        ).ofTransaction(reason: text)
    }
}

import BlockPrograms
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

    /// A transaction that was refused before it was executed.
    static func failure(_ rejection: TransactionRejection) -> NestedFailure {
        guard case .validationFailed = rejection else { return NestedFailure(text: rejection.text) }
        return NestedFailure(text: "Account validation failed: " + rejection.text)
    }
}

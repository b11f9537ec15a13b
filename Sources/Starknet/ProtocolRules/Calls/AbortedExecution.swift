/// Where in a transaction calls are made.
enum ExecutionPhase: UInt8, Sendable {
    /// What must come to a good end, or the transaction is in no block: validation, the constructor of a new account, the
    /// transfer of the fee; also calls of no transaction.
    case binding
    /// What may fail, and is undone and paid for then.
    case execution

    /// Whether frames under way at an abort run on in the void.
    var mayAbort: Bool { self == .execution }
}

/// The first abort of an execution: all that is left of it.
///
/// It is taken down when it happens. What the frames under way do afterwards changes nothing of it.
struct AbortedExecution: Sendable {
    let abort: ExecutionAbort
    /// As UTF-8.
    let reason: [UInt8]
    /// What was left of the gas: what went before is charged, what frames use in the void is not.
    let gasLeft: UInt64

    init(_ abort: ExecutionAbort, _ trace: CallTrace, gasLeft: UInt64) {
        self.abort = abort
        reason = RevertReason(trace, abort: abort).bytes
        if abort.cause.ending.charge == .untilConstructor, case .constructorFailed(let failed) = abort {
            self.gasLeft = failed.gasLeft
        } else {
            self.gasLeft = gasLeft
        }
    }
}

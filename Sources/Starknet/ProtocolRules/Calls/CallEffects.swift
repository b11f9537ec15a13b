public import StarknetModel

/// What the calls of a transaction did besides changing the state.
public struct CallEffects: Sendable {
    /// In the order of emission.
    public private(set) var events: [Event] = []
    /// In the order of sending.
    public private(set) var messages: [MessageToL1] = []
    /// The calls themselves, as revert reasons tell of them.
    public internal(set) var trace = CallTrace()
    /// Where in the transaction calls are made.
    var phase = ExecutionPhase.binding
    /// How the execution aborted that is under way; it ends with the execution.
    private(set) var aborted: AbortedExecution?

    /// Nothing was done yet.
    public init() {}

    mutating func emit(_ event: Event) throws(ExecutionAbort) {
        let counts: [(EventLimit, Int)] = [
            (.events, events.count + 1), (.keys, event.keys.count), (.data, event.data.count),
        ]
        for (limit, count) in counts where count > limit.most { throw .eventLimit(limit, count: count) }
        events.append(event)
    }

    mutating func send(_ message: MessageToL1) throws(ExecutionAbort) {
        let felts = messages.reduce(0) { $0 + 3 + $1.payload.count } + 3 + message.payload.count
        guard felts <= ProtocolConstants.messageFeltsMax else { throw .messageLimit }
        messages.append(message)
    }

    /// Aborts the execution, unless that happened before. `gasLeft`: after the aborting system call was paid for; of an outer
    /// call that cannot be made, all its gas.
    mutating func abort(_ abort: ExecutionAbort, gasLeft: UInt64) {
        if aborted == nil { aborted = AbortedExecution(abort, trace, gasLeft: gasLeft) }
    }

    /// Ends the execution. How it aborted, if it did.
    mutating func endExecution() -> AbortedExecution? {
        defer {
            phase = .binding
            aborted = nil
            trace.close()
        }
        return aborted
    }

    mutating func revert(to checkpoint: CallCheckpoint) {
        events.removeLast(events.count - checkpoint.events)
        messages.removeLast(messages.count - checkpoint.messages)
    }
}

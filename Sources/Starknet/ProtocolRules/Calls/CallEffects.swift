public import StarknetModel

/// What the calls of a transaction did besides changing the state.
public struct CallEffects: Sendable {
    /// In the order of emission.
    public private(set) var events: [Event] = []
    /// In the order of sending.
    public private(set) var messages: [MessageToL1] = []
    /// The calls themselves, as revert reasons tell of them.
    public internal(set) var trace = CallTrace()
    /// The gas left at the last entry of a frame or the last system call that was paid for, at any depth.
    public internal(set) var lastMeteredGas: UInt64 = 0

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

    /// What was left of the gas of an execution that aborted: what went before is charged.
    func gasLeft(by abort: ExecutionAbort) -> UInt64 {
        switch abort.cause.ending.charge {
        case .untilSystemCall, .used: lastMeteredGas
        case .untilConstructor:
            if case .constructorFailed(let failed) = abort { failed.gasLeft } else { lastMeteredGas }
        }
    }

    mutating func revert(to checkpoint: CallCheckpoint) {
        events.removeLast(events.count - checkpoint.events)
        messages.removeLast(messages.count - checkpoint.messages)
    }
}

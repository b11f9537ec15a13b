public import StarknetModel

/// What the calls of a transaction did besides changing the state.
public struct CallEffects: Sendable {
    /// In the order of emission.
    public private(set) var events: [Event] = []
    /// In the order of sending.
    public private(set) var messages: [MessageToL1] = []
    /// The calls themselves, as revert reasons tell of them.
    public internal(set) var trace = CallTrace()
    /// The gas left at the last entry of a frame or the last system call that was paid for, at any depth. An aborted
    /// execution is charged down to here (EXEC §3.2).
    public internal(set) var lastMeteredGas: UInt64 = 0

    /// Nothing was done yet.
    public init() {}

    mutating func emit(_ event: Event) throws(ExecutionAbort) {
        guard events.count < ProtocolConstants.eventsPerTransactionMax,
            event.keys.count <= ProtocolConstants.eventKeysMax, event.data.count <= ProtocolConstants.eventDataMax
        else { throw .eventLimits }
        events.append(event)
    }

    mutating func send(_ message: MessageToL1) throws(ExecutionAbort) {
        let felts = messages.reduce(0) { $0 + 3 + $1.payload.count } + 3 + message.payload.count
        guard felts <= ProtocolConstants.messageFeltsMax else { throw .eventLimits }
        messages.append(message)
    }

    mutating func revert(to checkpoint: CallCheckpoint) {
        events.removeLast(events.count - checkpoint.events)
        messages.removeLast(messages.count - checkpoint.messages)
    }
}

extension Transaction {
    /// The message of L1 that is handled; nil for what accounts send.
    public var handledMessage: L1HandlerTransaction? {
        if case .l1Handler(let handler) = self { handler } else { nil }
    }
}

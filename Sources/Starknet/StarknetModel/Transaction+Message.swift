extension Transaction {
    /// The message of L1 that is handled; nil for what accounts send.
    public var handledMessage: L1HandlerTransaction? {
        if case .l1Handler(let handler) = self { handler } else { nil }
    }

    /// Whether facts of proofs come with it.
    public var hasProofFacts: Bool {
        if case .invoke(let invoke) = self { !invoke.proofFacts.isEmpty } else { false }
    }
}

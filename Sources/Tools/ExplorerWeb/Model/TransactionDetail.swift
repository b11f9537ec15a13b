public import ProofStorage

/// Everything shown on a transaction's page.
public struct TransactionDetail: Sendable, Equatable {
    public var summary: TransactionSummary
    public var blockHash: String
    /// The state of the proof of the transaction's block.
    public var proof: ProofStatus
    public var calldata: [String]
    public var signature: [String]
    public var tip: String
    /// Rows of "resource: maximum amount at maximum price".
    public var resourceBounds: [String]
    /// Rows of "resource: amount", as the receipt says.
    public var gas: [String]
    public var actualFee: String
    public var revertReason: String?
    public var events: [EventView]
    /// The root calls (validate, execute, …) with their inner calls; empty where the node gave no trace.
    public var calls: [CallView] = []
    /// Whether the node did not answer when it was asked for the calls.
    public var isTraceMissing = false
    /// What the transaction does in one sentence, as the called contracts' ABIs claim.
    public var sentence: String?
    /// Hashes of the transactions before and after it in the chain.
    public var previous: String?
    public var next: String?
}

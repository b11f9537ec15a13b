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
    /// Messages to L1, in the order they were sent.
    public var messages: [MessageView] = []
    /// The class that is declared, or that the deployed account has.
    public var classHash: String?
    /// What the declared class's code is to hash to.
    public var compiledClassHash: String?
    /// The salt of a deployed account's address.
    public var salt: String?
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

/// A message to L1.
public struct MessageView: Sendable, Equatable {
    public var contract: String
    /// The address on L1.
    public var to: String
    public var payload: [String]
}

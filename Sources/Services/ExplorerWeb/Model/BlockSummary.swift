/// What the explorer keeps of a block, as the node's RPC gave it. Hashes and roots are felts in minimal hex.
public struct BlockSummary: Sendable, Equatable {
    public var number: UInt64
    public var hash: String
    public var parentHash: String
    public var newRoot: String
    public var sequencer: String
    public var version: String
    /// Seconds since 1970.
    public var timestamp: UInt64
    public var transactionCount: Int
    public var eventCount: Int
    public var proof: ProofState

    public init(
        number: UInt64, hash: String, parentHash: String, newRoot: String, sequencer: String, version: String,
        timestamp: UInt64, transactionCount: Int, eventCount: Int, proof: ProofState
    ) {
        self.number = number
        self.hash = hash
        self.parentHash = parentHash
        self.newRoot = newRoot
        self.sequencer = sequencer
        self.version = version
        self.timestamp = timestamp
        self.transactionCount = transactionCount
        self.eventCount = eventCount
        self.proof = proof
    }
}

/// How far a block's proof is, as the prover says. What a proof is worth is decided by the reader's own browser.
public enum ProofState: Sendable, Equatable {
    /// The prover has not reached the block.
    case pending
    /// Being proven.
    case proving
    /// Stored: seconds from the block's timestamp until then, and the proof file's size in bytes.
    case stored(lagSeconds: UInt64, bytes: UInt64)
    /// Could not be proven, with the prover's reason (text from outside).
    case failed(String)

    public var label: String {
        switch self {
        case .pending: "pending"
        case .proving: "proving"
        case .stored: "stored"
        case .failed: "failed"
        }
    }
}

public import ProofStorage

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
    public var proof: ProofStatus
    /// Of a unit of L2 gas, in fri, as a decimal number; nil where the node did not say.
    public var gasPrice: String?

    public init(
        number: UInt64, hash: String, parentHash: String, newRoot: String, sequencer: String, version: String,
        timestamp: UInt64, transactionCount: Int, eventCount: Int, proof: ProofStatus,
        gasPrice: String? = nil
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
        self.gasPrice = gasPrice
    }
}

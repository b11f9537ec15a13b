/// The numbers at the top of the home page.
public struct ChainSummary: Sendable, Equatable {
    public var latestBlock: UInt64?
    public var transactionTotal: UInt64 = 0
    public var provenBlocks: UInt64 = 0
    /// Blocks with transactions whose proof is neither stored nor given up.
    public var pendingProofs: UInt64 = 0
    /// Over the last minute: a chain at rest says 0.
    public var transactionsPerSecond = 0.0
    /// Seconds from block to stored proof, latest proven block; nil before the first.
    public var latestLagSeconds: UInt64?
    /// Age of the oldest block that waits for its proof; nil when none waits.
    public var backlogSeconds: UInt64?

    public init() {}

    /// What throughput is measured over.
    static let throughputWindowSeconds: UInt64 = 60

    /// How far proofs are behind: the oldest block that waits counts as much as the last one that was proven.
    public var lagSeconds: UInt64? {
        guard let backlogSeconds else { return latestLagSeconds }
        return max(backlogSeconds, latestLagSeconds ?? 0)
    }
}

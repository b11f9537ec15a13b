public import ConsensusSimulation
public import QuorumCertificates

/// Something that must never happen to a chain.
public enum ChainViolation: Hashable, Sendable {
    /// A fork, a double signature, a bad certificate, or no progress.
    case consensus(Violation)
    /// A transaction that a client was told is taken is in no block, though a node that had it kept its power and its disk.
    case lostTransaction(client: Int, nonce: UInt64)
    /// A transaction waits that could be executed, long after the faults.
    case notIncluded(client: Int, nonce: UInt64)
    /// A block's time is further ahead of every correct clock than a proposal's may be.
    case timeAhead(Height, seconds: Int)
    /// A node holds more than its bounds allow.
    case unbounded(node: Int, String)
    /// A validator refused the messages of another though neither broke a rule.
    case refused(node: Int, peer: Int, String)
    /// A validator voted against the block that it had locked.
    case brokeLock(node: Int, Height)
    /// A validator whose log lost what it had signed from signed on at that height.
    case signedWithoutLog(node: Int, Height)
    /// A node does nothing about a block that it has and needs.
    case neglected(node: Int, Height)
    /// A process whose key was seen to sign elsewhere went on signing.
    case signedBesideItself(node: Int)
    /// A validator of those that nothing was done to ended by itself, or could not start.
    case failed(node: Int, String)
    /// A block had no proof in the end.
    case unproven(UInt64, String)

    /// One line for people.
    public var text: String {
        switch self {
        case .consensus(.forked(let height, let one, let other)): "fork at height \(height): \(one) and \(other)"
        case .consensus(.doubleSigned(let validator, let height, let round)):
            "validator \(validator) signed twice at height \(height), round \(round)"
        case .consensus(.decidedInvalid(let height, let block)): "invalid block \(block) decided at height \(height)"
        case .consensus(.badCertificate(let height)): "the certificate of height \(height) does not hold"
        case .consensus(.stuck(let height, let wanted)): "stuck at height \(height), wanted \(wanted)"
        case .lostTransaction(let client, let nonce):
            "client \(client)'s transaction \(nonce) was acknowledged and is lost"
        case .notIncluded(let client, let nonce): "client \(client)'s transaction \(nonce) could run and is in no block"
        case .timeAhead(let height, let seconds): "block \(height) is \(seconds) s ahead of every correct clock"
        case .unbounded(let node, let what): "node \(node) holds too much: \(what)"
        case .refused(let node, let peer, let reason): "node \(node) refuses node \(peer): \(reason)"
        case .brokeLock(let node, let height): "node \(node) votes against its lock at height \(height)"
        case .signedWithoutLog(let node, let height):
            "node \(node) signs at height \(height) though its log lost what it signed from"
        case .neglected(let node, let height): "node \(node) does not check a block that height \(height) needs"
        case .signedBesideItself(let node): "node \(node) signs though its key signs elsewhere"
        case .failed(let node, let reason): "node \(node) ended: \(reason)"
        case .unproven(let block, let reason): "block \(block) has no proof: \(reason)"
        }
    }
}

/// What a run showed.
public struct ChainReport: Sendable {
    public let seed: UInt64
    public let violations: [ChainViolation]
    /// The lowest height of a correct validator at the end.
    public let height: UInt64
    /// The highest round that a block was decided in.
    public let roundMax: UInt32
    public let eventCount: Int
    /// Simulated milliseconds.
    public let millis: Int
    /// Transactions that clients were told are taken, and those of them that are in blocks.
    public let acknowledged: Int
    public let included: Int
    /// Blocks whose proof is stored.
    public let proven: Int
    /// Processes that ended, whatever the reason.
    public let ends: Int
    /// A digest of every event in order: equal for two runs of one seed.
    public let digest: UInt64
    /// What happened, if it was asked for.
    public let timeline: [String]
}

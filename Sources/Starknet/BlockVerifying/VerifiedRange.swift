public import FiniteFields

/// Consecutive blocks that were verified one after the other: what each was believed to stand on, its parent's state, was
/// verified just before. Only the state before the first is trusted, and not even that when the first is block 1, which a
/// verifier accepts on the pinned genesis block alone.
public struct VerifiedRange: Sendable, Equatable {
    public let first: UInt64
    public private(set) var last: UInt64
    /// The hash of the last block; it commits to the state root.
    public private(set) var head: Felt252
    /// Blocks whose verdict is "verified, except".
    public private(set) var incomplete: [UInt64] = []
    private let fingerprint: [UInt8]

    /// Begins with a block.
    public init(_ verdict: BlockVerdict) {
        first = verdict.blockNumber
        last = verdict.blockNumber
        head = verdict.blockHash
        fingerprint = verdict.configurationFingerprint
        if !verdict.isComplete { incomplete.append(verdict.blockNumber) }
    }

    /// Why a block does not continue the range.
    public enum Break: Error, Equatable, Sendable {
        /// It is not the next one.
        case number
        /// It stands on another block.
        case parent
        /// It was verified under another configuration.
        case configuration
    }

    /// Goes on with the next block.
    public mutating func append(_ verdict: BlockVerdict) throws(Break) {
        guard verdict.configurationFingerprint == fingerprint else { throw .configuration }
        guard last < .max, verdict.blockNumber == last + 1 else { throw .number }
        guard verdict.parentHash == head else { throw .parent }
        last = verdict.blockNumber
        head = verdict.blockHash
        if !verdict.isComplete { incomplete.append(verdict.blockNumber) }
    }

    /// Whether nothing before the range is trusted.
    public var startsAtGenesis: Bool { first == 1 }
}

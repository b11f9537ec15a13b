public import FiniteFields

/// Consecutive blocks that were verified, each of which stands on the one before: what a block was believed to stand on,
/// its parent's state, was verified itself. Only the state before the first is trusted, and not even that when the first is
/// block 1, which a verifier accepts on the pinned genesis block alone. The price of each block's gas is the one that follows
/// from the block before.
public struct VerifiedRange: Sendable, Equatable {
    /// The number of the first block.
    public let first: UInt64
    /// The hash of the block that the first one stands on.
    let base: Felt252
    /// The blocks' hashes in order, never empty. A block's hash commits to its state root.
    private(set) var hashes: [Felt252]
    /// Blocks whose verdict is "verified, except", ascending.
    public private(set) var incomplete: [UInt64]
    /// Of the configuration that the blocks were verified under.
    let fingerprint: [UInt8]
    /// The price of L2 gas in the first block, and the one that follows from the last.
    let gasPrice: UInt128
    private(set) var nextGasPrice: UInt128

    /// Begins with a block.
    public init(_ verdict: BlockVerdict) {
        self.init(
            first: verdict.blockNumber, base: verdict.parentHash, hashes: [verdict.blockHash],
            incomplete: verdict.isComplete ? [] : [verdict.blockNumber], fingerprint: verdict.configurationFingerprint,
            gasPrice: verdict.gasPrice.own, nextGasPrice: verdict.gasPrice.next)
    }

    /// A range with the given content: `hashes` is not empty and its last number does not overflow.
    init(
        first: UInt64, base: Felt252, hashes: [Felt252], incomplete: [UInt64], fingerprint: [UInt8],
        gasPrice: UInt128, nextGasPrice: UInt128
    ) {
        self.first = first
        self.base = base
        self.hashes = hashes
        self.incomplete = incomplete
        self.fingerprint = fingerprint
        self.gasPrice = gasPrice
        self.nextGasPrice = nextGasPrice
    }

    /// How many blocks it holds.
    public var count: Int { hashes.count }
    public var last: UInt64 { first + UInt64(hashes.count - 1) }
    /// The hash of the last block.
    public var head: Felt252 { hashes[hashes.count - 1] }

    /// The hash of a block of the range; nil for any other number.
    public func hash(of number: UInt64) -> Felt252? {
        number >= first && number <= last ? hashes[Int(number - first)] : nil
    }

    /// Why a verified block does not go together with others.
    public enum Break: Error, Equatable, Sendable {
        /// It is not the next one.
        case number
        /// The block of this number stands on another block than the one before it that was verified.
        case parent(of: UInt64)
        /// The price of L2 gas in the block of this number is not what follows from the one before it.
        case gasPrice(of: UInt64)
        /// Another block of this number was verified before: the committee has signed both.
        case otherBlock(UInt64)
        /// It was verified under another configuration.
        case configuration
    }

    /// Goes on with the next block.
    public mutating func append(_ verdict: BlockVerdict) throws(Break) { try append(VerifiedRange(verdict)) }

    /// Goes on with the blocks of another range.
    public mutating func append(_ next: VerifiedRange) throws(Break) {
        guard next.fingerprint == fingerprint else { throw .configuration }
        guard last < .max, next.first == last + 1 else { throw .number }
        guard next.base == head else { throw .parent(of: next.first) }
        guard next.gasPrice == nextGasPrice else { throw .gasPrice(of: next.first) }
        nextGasPrice = next.nextGasPrice
        hashes += next.hashes
        incomplete += next.incomplete
    }

    /// Whether nothing before the range is trusted.
    public var startsAtGenesis: Bool { first == 1 }
    /// Whether nothing that ran in these blocks was left to trust.
    public var isComplete: Bool { incomplete.isEmpty }
}

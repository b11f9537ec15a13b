public import ConsensusAlgorithms
public import QuorumCertificates

/// A block with what its sender needs to send it.
public struct BlockContent: Hashable, Sendable {
    public let block: BlockID
    /// Everything that determines the block, in the application's encoding: header fields and transactions. At most
    /// `WireLimits.contentBytesMax` bytes.
    public let content: [UInt8]

    public init(block: BlockID, content: [UInt8]) {
        self.block = block
        self.content = content
    }
}

/// A block that is final, with the reason.
public struct DecidedContent: Hashable, Sendable {
    /// The certificate, as the algorithm encodes it.
    public let certificate: [UInt8]
    public let content: [UInt8]

    public init(certificate: [UInt8], content: [UInt8]) {
        self.certificate = certificate
        self.content = content
    }
}

/// What consensus needs from the chain that it decides blocks for.
///
/// All methods but `hasPendingTransactions` and `receiveTransaction` are called from one thread of the engine, one at
/// a time, and may take long. They see heights in order: `build` and `validate` are for the height after the last
/// `commit`.
public protocol ApplicationBlocks: Sendable {
    /// The height of the last committed block (0: only genesis). Read once, at start.
    func committedHeight() throws -> Height

    /// Whether a block built now would hold transactions. Called often, from the engine's own thread: must be quick.
    func hasPendingTransactions() -> Bool

    /// Builds and executes the next block, for an attempt to decide it: after failed rounds it should be a smaller one.
    /// `isStale` says that nobody wants it any more; the call should throw soon then.
    func build(place: BlockPlace, isStale: @escaping @Sendable () -> Bool) throws -> BlockContent

    /// Executes a proposed block of the next height and returns the id it really has, or says whose fault it is that it gives
    /// none. Whatever the content, it must not trap. The clock has no part in this: decided blocks are validated too, by
    /// nodes whose clocks are wrong. `isStale` is as in `build`.
    func validate(
        height: Height, content: [UInt8], isStale: @escaping @Sendable () -> Bool
    ) throws(ValidationFailure) -> BlockID

    /// Why a content that was found valid must not be proposed as new now: its time is too far ahead of this node's clock.
    /// Nil when it may. Quick; called from any thread.
    func untimeliness(of content: [UInt8]) -> String?

    /// Stores a decided block with its encoded certificate, durably and in one step. It was validated or built before,
    /// perhaps by an earlier process.
    func commit(height: Height, content: [UInt8], certificate: [UInt8]) throws

    /// The decided block of a height for a peer that missed it; nil when it is not there.
    func decidedBlock(at height: Height) throws -> DecidedContent?

    /// A transaction that a peer passed on. Called from the peer's thread; may refuse by doing nothing.
    func receiveTransaction(_ bytes: [UInt8], from peer: ValidatorIndex)
}

extension ApplicationBlocks {
    /// Blocks that carry no time are never ahead of a clock.
    public func untimeliness(of content: [UInt8]) -> String? { nil }
}

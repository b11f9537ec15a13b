import ConsensusAlgorithms
import QuorumCertificates

/// Bounds of what an engine keeps.
enum EngineLimits {
    /// Messages waiting for the engine, and their bytes.
    static let waitingMax = 20_000
    static let waitingBytesMax = 32 << 20
    /// Contents of blocks offered for a later height.
    static let earlyContentsMax = 4
    /// An offer is not repeated to one peer more often than this, in milliseconds.
    static let repeatMillis = 2_000
}

/// An offer that was sent to a peer again.
struct OfferRepeat: Hashable {
    let peer: ValidatorIndex
    let offer: BlockOffer
}

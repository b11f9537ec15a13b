public import QuorumCertificates

/// An attempt to decide a height.
public struct BlockPlace: Hashable, Sendable {
    public let height: Height
    public let round: Round

    public init(height: Height, round: Round) {
        self.height = height
        self.round = round
    }
}

/// A block as an attempt offers it. Its content is known by both: one block may be offered in two rounds, and the contents
/// that came along need not be the same.
public struct BlockOffer: Hashable, Sendable {
    public let place: BlockPlace
    public let block: BlockID

    public init(place: BlockPlace, block: BlockID) {
        self.place = place
        self.block = block
    }

    /// The offer of a block at a height and round.
    public init(height: Height, round: Round, block: BlockID) {
        self.init(place: BlockPlace(height: height, round: round), block: block)
    }
}

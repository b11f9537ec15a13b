/// The committee as the protocol sees it: one weight per validator, and the thresholds of its votes.
///
/// With total weight W, safety holds while the faulty weight f satisfies 3f < W.
public struct ValidatorSet: Hashable, Sendable {
    /// The most validators a committee may have: the width of `ValidatorBitmap`.
    public static let countMax = 128

    /// The weight of each validator.
    public let weights: [UInt64]
    /// The sum of all weights.
    public let totalWeight: UInt64

    /// A committee; nil when empty, larger than `countMax`, or when a weight is 0 or above 2^32.
    public init?(weights: [UInt64]) {
        guard !weights.isEmpty, weights.count <= ValidatorSet.countMax else { return nil }
        guard weights.allSatisfy({ $0 > 0 && $0 <= 1 << 32 }) else { return nil }
        self.weights = weights
        totalWeight = weights.reduce(0, +)
    }

    /// The number of validators.
    public var count: Int { weights.count }

    /// Every validator, in order.
    public var indices: [ValidatorIndex] { weights.indices.map(ValidatorIndex.init) }

    /// Whether the index names a member.
    public func contains(_ validator: ValidatorIndex) -> Bool { weights.indices.contains(validator.value) }

    /// The weight of a validator, 0 for a stranger.
    public func weight(of validator: ValidatorIndex) -> UInt64 {
        contains(validator) ? weights[validator.value] : 0
    }

    /// More than two thirds of the weight: any two such groups share a correct validator.
    public func isQuorum(_ weight: UInt64) -> Bool { weight * 3 > totalWeight * 2 }

    /// More than one third: at least one correct validator is in such a group.
    public func includesCorrect(_ weight: UInt64) -> Bool { weight * 3 > totalWeight }
}

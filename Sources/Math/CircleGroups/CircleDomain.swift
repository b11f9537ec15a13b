/// The domain of a committed column: the canonic coset of `2^logSize` points, the half coset first, then its
/// conjugates in the same order (STWO §1.2). Columns store it in bit-reversed order.
@frozen public struct CircleDomain: Equatable, Sendable {
    public let halfCoset: Coset
    public let logSize: Int

    /// `logSize` of at least 1 and at most 30.
    @inlinable public init(logSize: Int) {
        self.logSize = logSize
        halfCoset = Coset(
            initial: .subgroupGenerator(logSize: logSize &+ 1), step: .subgroupGenerator(logSize: logSize &- 1),
            logSize: logSize &- 1)
    }

    /// The point at a position in natural order.
    @inlinable public func index(at position: UInt32) -> CirclePointIndex {
        let half: UInt32 = 1 &<< UInt32(truncatingIfNeeded: logSize &- 1)
        return position < half ? halfCoset.index(at: position) : -halfCoset.index(at: position &- half)
    }

    @inlinable public func point(at position: UInt32) -> CirclePoint { index(at: position).point }

    /// The point whose value lies in a slot of a column: storage is bit-reversed.
    @inlinable public func point(atSlot slot: UInt32) -> CirclePoint {
        point(at: bitReversed(slot, bits: logSize))
    }

    /// The place of a domain position in the canonic coset's own order: even places are the half coset, odd places its
    /// conjugates, from the end.
    @inlinable public func cosetPosition(ofDomainPosition position: UInt32) -> UInt32 {
        let half: UInt32 = 1 &<< UInt32(truncatingIfNeeded: logSize &- 1)
        return position < half ? 2 &* position : 2 &* (2 &* half &- 1 &- position) &+ 1
    }
}

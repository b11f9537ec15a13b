/// The points `initial + j step` for `0 <= j < 2^logSize`, `step` generating the subgroup of that order (STWO §1.2).
@frozen public struct Coset: Equatable, Sendable {
    public let initial: CirclePointIndex, step: CirclePointIndex
    public let logSize: Int

    @inlinable init(initial: CirclePointIndex, step: CirclePointIndex, logSize: Int) {
        self.initial = initial
        self.step = step
        self.logSize = logSize
    }

    /// The largest coset of the group, so that every size fits `UInt32` and `Int` on 32-bit machines too.
    @inlinable public static var logSizeMax: Int { 30 }

    /// The odd multiples of the generator of order `2^(logSize + 1)`.
    @inlinable public static func odds(logSize: Int) -> Coset {
        Coset(
            initial: .subgroupGenerator(logSize: logSize &+ 1), step: .subgroupGenerator(logSize: logSize),
            logSize: logSize)
    }

    /// Half of the odd coset of twice the size: initial of order `2^(logSize + 2)`. No point is another's conjugate,
    /// so x-coordinates are distinct.
    @inlinable public static func halfOdds(logSize: Int) -> Coset {
        Coset(
            initial: .subgroupGenerator(logSize: logSize &+ 2), step: .subgroupGenerator(logSize: logSize),
            logSize: logSize)
    }

    @inlinable public func index(at position: UInt32) -> CirclePointIndex { initial + step.times(position) }
    @inlinable public func point(at position: UInt32) -> CirclePoint { index(at: position).point }

    /// The coset of the doubled points: half the size.
    @inlinable public var doubled: Coset {
        Coset(initial: initial + initial, step: step + step, logSize: logSize &- 1)
    }
}

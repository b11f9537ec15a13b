import FiniteFields

/// A point of the circle group written as its multiple of the generator, modulo `2^31`.
@frozen public struct CirclePointIndex: Equatable, Sendable, BitwiseCopyable {
    /// Always below `2^31`.
    public let value: UInt32

    /// Only the low 31 bits count.
    @inlinable public init(_ value: UInt32) { self.value = value & 0x7fff_ffff }

    @inlinable public static var zero: CirclePointIndex { CirclePointIndex(0) }

    /// The generator of the subgroup of order `2^logSize`; the identity (order 1) for 0 and below, and for more than
    /// 31, where no such subgroup exists.
    @inlinable public static func subgroupGenerator(logSize: Int) -> CirclePointIndex {
        guard logSize > 0, logSize <= 31 else { return zero }
        return CirclePointIndex(1 &<< UInt32(truncatingIfNeeded: 31 &- logSize))
    }

    @inlinable public static func + (a: CirclePointIndex, b: CirclePointIndex) -> CirclePointIndex {
        CirclePointIndex(a.value &+ b.value)
    }
    @inlinable public static func - (a: CirclePointIndex, b: CirclePointIndex) -> CirclePointIndex {
        CirclePointIndex(a.value &- b.value)
    }
    @inlinable public static prefix func - (a: CirclePointIndex) -> CirclePointIndex { CirclePointIndex(0 &- a.value) }
    @inlinable public func times(_ count: UInt32) -> CirclePointIndex { CirclePointIndex(value &* count) }

    /// The point itself: double and add, at most 62 group operations.
    public var point: CirclePoint {
        var result = CirclePoint.identity
        var power = CirclePoint.generator
        var rest = value
        while rest != 0 {
            if rest & 1 == 1 { result = result + power }
            power = power.doubled
            rest &>>= 1
        }
        return result
    }
}

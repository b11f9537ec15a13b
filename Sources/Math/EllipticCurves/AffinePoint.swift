public import FiniteFields

/// A finite point of the Stark curve, or any pair of coordinates: nothing here says that it lies on the curve.
@frozen
public struct AffinePoint: Hashable, Sendable, BitwiseCopyable {
    public var x: Felt252
    public var y: Felt252

    @inlinable public init(x: Felt252, y: Felt252) {
        self.x = x
        self.y = y
    }

    /// The inverse in the group.
    @inlinable public static prefix func - (point: AffinePoint) -> AffinePoint {
        AffinePoint(x: point.x, y: -point.y)
    }

    /// `p + q` where `inverse` is 1/(q.x − p.x): two products and a square.
    @inlinable @inline(__always)
    public static func sum(_ p: AffinePoint, _ q: AffinePoint, inverse: Felt252) -> AffinePoint {
        let slope = q.y.lazy.minus(p.y.lazy, multiple: 1) * inverse.lazy
        let x = slope.squared - (p.x + q.x)
        return AffinePoint(x: x, y: slope.lazy * p.x.lazy.minus(x.lazy, multiple: 1) - p.y)
    }
}

public import FiniteFields

/// A point `(x, y)` with `x^2 + y^2 = 1` over `M31`: an element of the cyclic circle group of order `2^31`
/// (STWO §1.2). The group law is multiplication of `x + y i`.
@frozen public struct CirclePoint: Equatable, Sendable, BitwiseCopyable {
    public var x: M31, y: M31

    /// The caller vouches for the equation.
    @inlinable public init(x: M31, y: M31) {
        self.x = x
        self.y = y
    }

    /// The neutral element `(1, 0)`.
    @inlinable public static var identity: CirclePoint { CirclePoint(x: 1, y: 0) }
    /// The generator of the whole group, order `2^31`.
    @inlinable public static var generator: CirclePoint { CirclePoint(x: 2, y: 1_268_011_823) }

    @inlinable public static func + (p: CirclePoint, q: CirclePoint) -> CirclePoint {
        CirclePoint(x: p.x * q.x - p.y * q.y, y: p.x * q.y + p.y * q.x)
    }
    /// The inverse is the conjugate `(x, -y)`.
    @inlinable public static prefix func - (p: CirclePoint) -> CirclePoint { CirclePoint(x: p.x, y: -p.y) }
    @inlinable public static func - (p: CirclePoint, q: CirclePoint) -> CirclePoint { p + (-q) }

    @inlinable public var doubled: CirclePoint {
        let xy = x * y
        return CirclePoint(x: doubleX(x), y: xy + xy)
    }

    /// The point doubled `count` times.
    @inlinable public func doubled(times count: Int) -> CirclePoint {
        var p = self
        var left = count
        while left > 0 {
            p = p.doubled
            left &-= 1
        }
        return p
    }
}

/// The x-coordinate of the double of a point with this x-coordinate: `2 x^2 - 1`.
@inlinable public func doubleX(_ x: M31) -> M31 {
    let square = x * x
    return square + square - 1
}

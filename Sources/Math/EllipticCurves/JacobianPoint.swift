public import FiniteFields

/// A point of the Stark curve in Jacobian coordinates: (x / z², y / z³); z = 0 is the point at infinity.
///
/// Coordinates stay below 2p, lazily reduced.
@frozen
public struct JacobianPoint: Sendable, BitwiseCopyable {
    @usableFromInline var x: LazyFelt252, y: LazyFelt252, z: LazyFelt252

    @inlinable @inline(__always)
    init(x: LazyFelt252, y: LazyFelt252, z: LazyFelt252) {
        self.x = x
        self.y = y
        self.z = z
    }

    @inlinable public init(_ point: AffinePoint) {
        self.init(x: point.x.lazy, y: point.y.lazy, z: Felt252.one.lazy)
    }

    @inlinable public static var infinity: JacobianPoint {
        JacobianPoint(x: Felt252.one.lazy, y: Felt252.one.lazy, z: Felt252.zero.lazy)
    }

    @inlinable public var isInfinity: Bool { z.canonicalFromWeak.isZero }

    /// z², which the caller of repeated additions keeps.
    @inlinable @inline(__always)
    public var zSquared: Felt252 { z.squared }

    /// The affine point; nil for infinity. One inversion.
    public var affine: AffinePoint? {
        let z = z.canonicalFromWeak
        if z.isZero { return nil }
        return scaled(by: z.inverse)
    }

    /// The x coordinate of the affine point; nil for infinity.
    public var affineX: Felt252? {
        let z = z.canonicalFromWeak
        if z.isZero { return nil }
        return x * z.inverse.squared.lazy
    }

    /// The inverse in the group.
    @inlinable public static prefix func - (point: JacobianPoint) -> JacobianPoint {
        JacobianPoint(x: point.x, y: LazyFelt252.zero.minus(point.y, multiple: 2).weak, z: point.z)
    }

    /// Whether the point is finite with this x coordinate, without an inversion.
    @inlinable public func hasX(_ value: Felt252) -> Bool {
        !isInfinity && value.lazy * z.squared.lazy == x.canonicalFromWeak
    }

    /// The affine point of a finite point whose 1/z is known.
    @inlinable @inline(__always)
    func scaled(by inverse: Felt252) -> AffinePoint {
        let square = inverse.squared
        return AffinePoint(x: x * square.lazy, y: y * (square * inverse).lazy)
    }

    /// The affine points of finite points, with one inversion for all.
    public static func affine(_ points: [JacobianPoint]) -> [AffinePoint] {
        var inverses = points.map { $0.z.canonicalFromWeak }
        Felt252.invert(&inverses)
        var result: [AffinePoint] = []
        result.reserveCapacity(points.count)
        for (point, inverse) in zip(points, inverses) { result.append(point.scaled(by: inverse)) }
        return result
    }
}

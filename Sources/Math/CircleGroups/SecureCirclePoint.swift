public import FiniteFields

/// A point of the circle over the extension `QM31`: where polynomials are opened (STWO §1.2).
@frozen public struct SecureCirclePoint: Equatable, Sendable, BitwiseCopyable {
    public var x: QM31, y: QM31

    @inlinable public init(x: QM31, y: QM31) {
        self.x = x
        self.y = y
    }

    /// The embedding of a base point.
    @inlinable public init(_ p: CirclePoint) { self.init(x: QM31(p.x), y: QM31(p.y)) }

    /// The point `((1 - t^2) / (1 + t^2), 2 t / (1 + t^2))`, or nil for the two `t` with `t^2 = -1`, where the
    /// parametrisation has its poles.
    public init?(parameter t: QM31) {
        let square = t * t
        let denominator = QM31.one + square
        guard denominator != .zero else { return nil }
        let inverse = denominator.inverse
        self.init(x: (QM31.one - square) * inverse, y: (t + t) * inverse)
    }

    public static func + (p: SecureCirclePoint, q: SecureCirclePoint) -> SecureCirclePoint {
        SecureCirclePoint(x: p.x * q.x - p.y * q.y, y: p.x * q.y + p.y * q.x)
    }
    public static func + (p: SecureCirclePoint, q: CirclePoint) -> SecureCirclePoint {
        SecureCirclePoint(x: p.x.times(q.x) - p.y.times(q.y), y: p.x.times(q.y) + p.y.times(q.x))
    }
    public static func - (p: SecureCirclePoint, q: CirclePoint) -> SecureCirclePoint { p + (-q) }

    /// The point doubled `count` times.
    public func doubled(times count: Int) -> SecureCirclePoint {
        var p = self
        var left = count
        while left > 0 {
            p = p + p
            left &-= 1
        }
        return p
    }

    /// The vanishing polynomial of `CanonicCoset(logSize)` at this point: x doubled `logSize - 1` times.
    public func vanishing(logSize: Int) -> QM31 {
        var value = x
        var left = logSize &- 1
        while left > 0 {
            value = doubleX(value)
            left &-= 1
        }
        return value
    }
}

/// The x-coordinate of the double of a point with this x-coordinate: `2 x^2 - 1`.
public func doubleX(_ x: QM31) -> QM31 {
    let square = x * x
    return square + square - .one
}

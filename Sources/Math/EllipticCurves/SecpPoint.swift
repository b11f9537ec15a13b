public import FiniteFields

/// A point of a secp curve, or infinity, which is written (0, 0) as the system calls do: no curve here has such a point.
public struct SecpPoint<Curve: SecpCurve>: Hashable, Sendable {
    public typealias Field = PrimeField256<Curve.Base>

    public let x: Field
    public let y: Field

    /// Coordinates that are known to lie on the curve, or (0, 0).
    init(x: Field, y: Field) {
        self.x = x
        self.y = y
    }

    /// Why coordinates are refused: the system calls answer "Invalid argument".
    public enum Failure: Error, Equatable, Sendable {
        /// A coordinate is not below the field's prime.
        case coordinateOutOfRange
    }

    public static var infinity: SecpPoint { SecpPoint(x: .zero, y: .zero) }
    public var isInfinity: Bool { x.isZero && y.isZero }

    /// The point with these coordinates ("New"); (0, 0) is infinity, nil when the point is not on the curve.
    public static func point(x: UInt256, y: UInt256) throws(Failure) -> SecpPoint? {
        guard let x = Field(x), let y = Field(y) else { throw .coordinateOutOfRange }
        if x.isZero && y.isZero { return .infinity }
        return y.squared == rightSide(x) ? SecpPoint(x: x, y: y) : nil
    }

    /// The point with this x coordinate whose y has the given parity ("GetPointFromX"); nil when there is none.
    public static func point(x: UInt256, yIsOdd: Bool) throws(Failure) -> SecpPoint? {
        guard let x = Field(x) else { throw .coordinateOutOfRange }
        let square = rightSide(x)
        // The prime is 3 modulo 4: a square's root is its power (p + 1) / 4.
        let exponent = Curve.Base.modulus.shiftedRight(by: 2).adding(1).sum
        let root = square.power(exponent)
        guard root.squared == square else { return nil }
        return SecpPoint(x: x, y: (root.value.a & 1 == 1) == yIsOdd ? root : -root)
    }

    private static func rightSide(_ x: Field) -> Field { (x.squared + Curve.a) * x + Curve.b }

    /// The sum ("Add").
    public static func + (p: SecpPoint, q: SecpPoint) -> SecpPoint {
        (SecpJacobian(p) + SecpJacobian(q)).affine
    }

    public static prefix func - (p: SecpPoint) -> SecpPoint { SecpPoint(x: p.x, y: -p.y) }

    /// `scalar · point` ("Mul"), for every 256-bit scalar. Variable time.
    public static func multiply(_ point: SecpPoint, _ scalar: UInt256) -> SecpPoint {
        let point = SecpJacobian(point)
        var sum = SecpJacobian<Curve>.infinity
        var index = scalar.bitWidth
        while index > 0 {
            index -= 1
            sum = sum.doubled
            if scalar.bit(index) { sum = sum + point }
        }
        return sum.affine
    }
}

/// The same in Jacobian coordinates; z = 0 is infinity.
struct SecpJacobian<Curve: SecpCurve> {
    typealias Field = PrimeField256<Curve.Base>
    var x: Field, y: Field, z: Field

    init(x: Field, y: Field, z: Field) {
        self.x = x
        self.y = y
        self.z = z
    }

    init(_ point: SecpPoint<Curve>) {
        self = point.isInfinity ? .infinity : SecpJacobian(x: point.x, y: point.y, z: .one)
    }

    static var infinity: SecpJacobian { SecpJacobian(x: .one, y: .one, z: .zero) }

    var affine: SecpPoint<Curve> {
        if z.isZero { return .infinity }
        let inverse = z.inverse, square = inverse.squared
        return SecpPoint(x: x * square, y: y * square * inverse)
    }

    /// For any coefficient a. The curves have no point of order two, so only infinity doubles to infinity.
    var doubled: SecpJacobian {
        let yy = y.squared, zz = z.squared, xx = x.squared
        let xyy = x * yy
        let s = (xyy + xyy) + (xyy + xyy)
        let m = xx + xx + xx + Curve.a * zz.squared
        let newX = m.squared - s - s
        let y4 = yy.squared, y8 = (y4 + y4) + (y4 + y4)
        let newY = m * (s - newX) - (y8 + y8)
        let yz = y * z
        return SecpJacobian(x: newX, y: newY, z: yz + yz)
    }

    /// The sum in every case.
    static func + (p: SecpJacobian, q: SecpJacobian) -> SecpJacobian {
        if p.z.isZero { return q }
        if q.z.isZero { return p }
        let zz1 = p.z.squared, zz2 = q.z.squared
        let u1 = p.x * zz2, u2 = q.x * zz1
        let s1 = p.y * zz2 * q.z, s2 = q.y * zz1 * p.z
        let h = u2 - u1, r = s2 - s1
        if h.isZero { return r.isZero ? p.doubled : .infinity }
        let hh = h.squared, hhh = h * hh, v = u1 * hh
        let x = r.squared - hhh - v - v
        return SecpJacobian(x: x, y: r * (v - x) - s1 * hhh, z: p.z * q.z * h)
    }
}

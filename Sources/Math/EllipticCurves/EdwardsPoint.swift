import FiniteFields

/// A point of the twisted Edwards curve −x² + y² = 1 + d·x²·y² in extended coordinates (x = X/Z, y = Y/Z, T = XY/Z).
///
/// d is not a square, so the formula of addition holds for all pairs of points.
struct EdwardsPoint {
    typealias Field = PrimeField256<EdwardsBase>
    var x: Field, y: Field, z: Field, t: Field

    init(x: Field, y: Field, z: Field, t: Field) {
        self.x = x
        self.y = y
        self.z = z
        self.t = t
    }

    static var neutral: EdwardsPoint { EdwardsPoint(x: .zero, y: .one, z: .one, t: .zero) }

    /// −121665 / 121666.
    private static let d = -Field(reducing: 121665) * Field(reducing: 121666).inverse
    private static let twiceD = d + d
    /// A square root of −1: 2^((p − 1) / 4).
    private static let imaginary = Field(reducing: 2).power(
        EdwardsBase.modulus.subtracting(1).difference.shiftedRight(by: 2))

    /// The point with y = 4/5 and even x.
    static let generator: EdwardsPoint = {
        let y = Field(reducing: 4) * Field(reducing: 5).inverse
        return EdwardsPoint(y: y, xIsOdd: false) ?? .neutral
    }()

    /// Decodes 32 bytes: y little-endian, the parity of x in the top bit. Nil when y is not below p or has no x.
    init?(encoded bytes: [UInt8]) {
        guard var value = UInt256(littleEndianBytes: bytes) else { return nil }
        let isOdd = value.d >> 63 == 1
        value.d &= .max >> 1
        guard let y = Field(value), let point = EdwardsPoint(y: y, xIsOdd: isOdd) else { return nil }
        self = point
    }

    /// Whether 32 bytes have the form of an encoding: y below p, and no sign where x is 0 (y is 1 or −1).
    static func isCanonical(_ bytes: [UInt8]) -> Bool {
        guard var value = UInt256(littleEndianBytes: bytes) else { return false }
        let isOdd = value.d >> 63 == 1
        value.d &= .max >> 1
        guard let y = Field(value) else { return false }
        return !(isOdd && (y == .one || y == -.one))
    }

    /// Whether eight times the point is the neutral one.
    var isOfSmallOrder: Bool {
        let multiple = doubled.doubled.doubled
        return multiple.x.isZero && multiple.y == multiple.z
    }

    /// x² = (y² − 1) / (d·y² + 1), by RFC 8032 §5.1.3.
    private init?(y: Field, xIsOdd: Bool) {
        let yy = y.squared
        let u = yy - .one, v = EdwardsPoint.d * yy + .one
        let v3 = v.squared * v
        // p is 5 modulo 8: u·v³·(u·v⁷)^((p − 5) / 8) squared is ±u/v.
        let exponent = EdwardsBase.modulus.subtracting(5).difference.shiftedRight(by: 3)
        var x = u * v3 * (u * v3.squared * v).power(exponent)
        let check = v * x.squared
        if check == -u { x = x * EdwardsPoint.imaginary } else if check != u { return nil }
        if x.isZero && xIsOdd { return nil }
        if (x.value.a & 1 == 1) != xIsOdd { x = -x }
        self.init(x: x, y: y, z: .one, t: x * y)
    }

    /// The 32 bytes of the point.
    var encoded: [UInt8] {
        let inverse = z.inverse
        let x = (x * inverse).value
        var value = (y * inverse).value
        value.d |= x.a << 63
        return value.littleEndianBytes
    }

    static prefix func - (p: EdwardsPoint) -> EdwardsPoint { EdwardsPoint(x: -p.x, y: p.y, z: p.z, t: -p.t) }

    static func + (p: EdwardsPoint, q: EdwardsPoint) -> EdwardsPoint {
        let a = (p.y - p.x) * (q.y - q.x), b = (p.y + p.x) * (q.y + q.x)
        let c = p.t * twiceD * q.t, zz = p.z * q.z
        let e = b - a, f = zz + zz - c, g = zz + zz + c, h = b + a
        return EdwardsPoint(x: e * f, y: g * h, z: f * g, t: e * h)
    }

    var doubled: EdwardsPoint {
        let a = x.squared, b = y.squared, zz = z.squared
        let e = (x + y).squared - a - b, g = b - a, f = g - zz - zz, h = -(a + b)
        return EdwardsPoint(x: e * f, y: g * h, z: f * g, t: e * h)
    }

    /// `a·p + b·q`, bit by bit for both at once.
    static func sum(_ a: UInt256, _ p: EdwardsPoint, _ b: UInt256, _ q: EdwardsPoint) -> EdwardsPoint {
        let both = p + q
        var sum = neutral
        var index = max(a.bitWidth, b.bitWidth)
        while index > 0 {
            index -= 1
            sum = sum.doubled
            switch (a.bit(index), b.bit(index)) {
            case (true, true): sum = sum + both
            case (true, false): sum = sum + p
            case (false, true): sum = sum + q
            case (false, false): break
            }
        }
        return sum
    }
}

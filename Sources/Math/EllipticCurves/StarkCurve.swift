public import FiniteFields

/// The Stark curve y² = x³ + x + β over the Stark field. Its group has prime order and no cofactor.
public enum StarkCurve {
    /// The coefficient of x.
    public static let alpha = Felt252.one

    /// The constant coefficient.
    public static let beta = constant("0x6f21413efbe40de150e596d72f7a8c5609ad26c15c915c1f4cdfcb99cee9e89")

    /// The generator that signatures use.
    public static let generator = AffinePoint(
        x: constant("0x1ef15c18599971b7beced415a40f0c7deacfd9b0d1819e03d723d8bc943cfca"),
        y: constant("0x5668060aa49730b7be4801df46ec62de53ecd11abe43a32873000c36e8dc1f"))

    /// The order of the group, a prime a little below p.
    public static var order: UInt256 { StarkOrder.modulus }

    /// A constant of this file. Malformed text would be a mistake of ours that every test meets.
    static func constant(_ hex: String) -> Felt252 {
        guard let value = Felt252(hex: hex) else { preconditionFailure("malformed constant") }
        return value
    }

    /// x³ + x + β.
    public static func rightSide(_ x: Felt252) -> Felt252 { (x.squared + alpha) * x + beta }

    /// Whether the coordinates satisfy the curve's equation.
    public static func contains(_ point: AffinePoint) -> Bool { point.y.squared == rightSide(point.x) }

    /// A point with this x coordinate (the one whose y is given by `squareRoot`; the other is its negative), or nil when
    /// there is none.
    public static func point(x: Felt252) -> AffinePoint? {
        guard let y = rightSide(x).squareRoot else { return nil }
        return AffinePoint(x: x, y: y)
    }

    /// The sum of two points of the curve, infinity as nil.
    public static func sum(_ p: AffinePoint?, _ q: AffinePoint?) -> AffinePoint? {
        guard let p else { return q }
        guard let q else { return p }
        return JacobianPoint(p).adding(q).affine
    }
}

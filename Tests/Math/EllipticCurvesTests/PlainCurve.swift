import EllipticCurves
import FiniteFields

/// The group law as a textbook writes it, in affine coordinates with an inversion each: what everything fast is compared
/// with. Infinity is nil.
enum PlainCurve {
    static func add(_ p: AffinePoint?, _ q: AffinePoint?) -> AffinePoint? {
        guard let p else { return q }
        guard let q else { return p }
        let slope: Felt252
        if p.x == q.x {
            if p.y + q.y == 0 { return nil }
            slope = (p.x * p.x * 3 + StarkCurve.alpha) * (p.y + p.y).inverse
        } else {
            slope = (q.y - p.y) * (q.x - p.x).inverse
        }
        let x = slope * slope - p.x - q.x
        return AffinePoint(x: x, y: slope * (p.x - x) - p.y)
    }

    static func multiply(_ p: AffinePoint?, _ scalar: UInt256) -> AffinePoint? {
        var sum: AffinePoint?, double = p
        for index in 0..<256 {
            if scalar.bit(index) { sum = add(sum, double) }
            double = add(double, double)
        }
        return sum
    }

    /// The loop of the reference machine's `ec_op`.
    static func ecOp(_ p: AffinePoint, _ m: Felt252, _ q: AffinePoint) -> AffinePoint? {
        let scalar = UInt256(m)
        var sum = p, double = q
        for index in 0..<scalar.bitWidth {
            if sum.x == double.x { return nil }
            if scalar.bit(index) { sum = add(sum, double)! }
            double = add(double, double)!
        }
        return sum
    }
}

internal import EllipticCurves
internal import FiniteFields

/// The ec_op builtin: P + m·Q exactly where the AIR can compute it.
enum CurveOperation {
    /// P + m·Q by the AIR's steps: bit by bit, lowest first. Nil when a point is off the curve or when at any step
    /// up to the highest set bit the partial sum and the doubled point have the same x, used or not.
    static func sum(_ p: AffinePoint, multiple m: Felt252, of q: AffinePoint) -> AffinePoint? {
        guard StarkCurve.contains(p), StarkCurve.contains(q) else { return nil }
        let bits = UInt256(m)
        let count = bits.bitWidth
        guard count > 0 else { return p }
        let doubles = WindowTable.doublings(q, count: count)
        var sums = [JacobianPoint(p)]
        for i in 0..<count where bits.bit(i) {
            sums.append(sums[sums.count - 1].addingDistinct(doubles[i]))
        }
        // After a forbidden sum the rest is garbage, but the check below stops at the operands of the first one.
        let affine = JacobianPoint.affine(sums)
        var current = 0
        for i in 0..<count {
            guard affine[current].x != doubles[i].x else { return nil }
            if bits.bit(i) { current += 1 }
        }
        return affine[current]
    }
}

public import EllipticCurves
public import FiniteFields

/// The points that programs start a sum of points with, so that no sum is of a point and itself: any will do that nothing in
/// the sum meets. They are the same in every run with the same seed, so that runs can be compared.
public enum ArbitraryPoints {
    /// The point with this number, counted from 0: the first with x from a start on, and its smaller root. The start is a hash
    /// of seed and number; without a seed it is 2 + 1000·number, which whoever chooses the sum can meet.
    public static func point(_ number: UInt64, seed: Felt252?) -> AffinePoint {
        var x = seed.map { Poseidon.hash($0, Felt252(number)) } ?? Felt252(2 &+ 1000 &* number)
        while true {
            if let point = StarkCurve.point(x: x), !point.y.isZero {
                return UInt256(-point.y) < UInt256(point.y) ? -point : point
            }
            x = x + .one
        }
    }
}

import EllipticCurves
import FiniteFields
import HashFunctions
import Testing

/// Points that sums begin with.
struct ArbitraryPointsTests {
    @Test func `a point is on the curve, has the smaller root, and follows from seed and number`() {
        var seen = Set<AffinePoint>()
        for seed in [nil, Felt252.zero, Felt252.one, -Felt252.one] {
            for number in 0..<20 as Range<UInt64> {
                let point = ArbitraryPoints.point(number, seed: seed)
                #expect(StarkCurve.contains(point) && !point.y.isZero)
                #expect(UInt256(point.y) < UInt256(-point.y))
                #expect(ArbitraryPoints.point(number, seed: seed) == point)
                seen.insert(point)
            }
        }
        #expect(seen.count == 80)
    }

    /// Runs of programs that are told nothing, as those of the reference tests.
    @Test func `without a seed the points begin at two`() {
        #expect(ArbitraryPoints.point(0, seed: nil).x == Felt252(2 as UInt64))
        #expect(UInt256(ArbitraryPoints.point(3, seed: nil).x).low >= 3_002)
    }
}

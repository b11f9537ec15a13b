import Determinism
import EllipticCurves
import FiniteFields
import Testing

@Suite struct StarkCurveTests {
    static let g = StarkCurve.generator

    static func randomScalar(_ generator: inout SplitMix64) -> UInt256 {
        UInt256(Felt252(reducing: generator.next(), generator.next(), generator.next(), generator.next()))
    }

    static func randomPoint(_ generator: inout SplitMix64) -> AffinePoint {
        while true {
            if let point = StarkCurve.point(x: Felt252(randomScalar(&generator))!) { return point }
        }
    }

    @Test func `the generator lies on the curve and has the order`() {
        #expect(StarkCurve.contains(Self.g))
        #expect(StarkCurve.multiply(Self.g, StarkCurve.order).isInfinity)
        #expect(PlainCurve.multiply(Self.g, StarkCurve.order) == nil)
        #expect(StarkCurve.multiplyGenerator(StarkCurve.order).isInfinity)
    }

    @Test func `small multiples agree with repeated addition in every way of multiplying`() {
        var sum: AffinePoint?
        for scalar in 0..<UInt64(70) {
            let s = UInt256(scalar)
            #expect(PlainCurve.multiply(Self.g, s) == sum)
            #expect(StarkCurve.multiply(Self.g, s).affine == sum)
            #expect(StarkCurve.multiplyGenerator(s).affine == sum)
            #expect(StarkCurve.multiplyGenerator(s).affineX == sum?.x)
            sum = StarkCurve.sum(sum, Self.g)
        }
    }

    @Test func `random multiples agree with the plain method`() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<10 {
            let point = Self.randomPoint(&generator), scalar = Self.randomScalar(&generator)
            #expect(StarkCurve.multiply(point, scalar).affine == PlainCurve.multiply(point, scalar))
            #expect(StarkCurve.multiplyGenerator(scalar).affine == PlainCurve.multiply(Self.g, scalar))
        }
        // Scalars around the order and above it.
        for scalar in [StarkOrder.modulus, UInt256(Felt252.zero - 1), UInt256(.max, .max, .max, .max)] {
            for delta in 0..<UInt64(3) {
                let s = scalar.subtracting(UInt256(delta)).difference
                #expect(StarkCurve.multiply(Self.g, s).affine == PlainCurve.multiply(Self.g, s))
            }
        }
    }

    @Test func `the sum covers equal, opposite and infinite operands`() {
        let twice = PlainCurve.add(Self.g, Self.g)
        #expect(StarkCurve.sum(Self.g, Self.g) == twice)
        #expect(StarkCurve.sum(Self.g, -Self.g) == nil)
        #expect(StarkCurve.sum(nil, Self.g) == Self.g)
        #expect(StarkCurve.sum(Self.g, nil) == Self.g)
        #expect(StarkCurve.sum(twice, Self.g) == PlainCurve.add(twice, Self.g))
        #expect(JacobianPoint.infinity.doubled.isInfinity)
        #expect(JacobianPoint.infinity.affine == nil)
        #expect((-JacobianPoint(Self.g)).affine == -Self.g)
    }

    @Test func `half of the x coordinates have a point, and it lies on the curve`() {
        var found = 0
        for x in 0..<UInt64(400) {
            if let point = StarkCurve.point(x: Felt252(x)) {
                found += 1
                #expect(StarkCurve.contains(point))
            }
        }
        #expect((140...260).contains(found))
    }
}

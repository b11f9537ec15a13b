import CircleGroups
import FiniteFields
import Testing

@Suite struct CircleGroupsTests {
    @Test func `the generator lies on the circle and has order two to the thirty-first`() {
        let g = CirclePoint.generator
        #expect(g.x * g.x + g.y * g.y == 1)
        #expect(g.doubled(times: 31) == .identity)
        #expect(g.doubled(times: 30) == CirclePoint(x: M31(canonical: M31.modulus - 1), y: 0))
    }

    @Test(arguments: [UInt32(0), 1, 2, 3, 77, 0x1234_5678, 0x7fff_ffff])
    func `an index gives the multiple of the generator`(k: UInt32) {
        let p = CirclePointIndex(k).point
        #expect(p.x * p.x + p.y * p.y == 1)
        #expect(p + .generator == CirclePointIndex(k &+ 1).point)
        #expect(-p == (-CirclePointIndex(k)).point)
        #expect(p - p == .identity)
    }

    // The unit tests of the reference's Cairo verifier, circle_test.cairo.
    @Test func `sums and points of cosets are the published ones`() {
        let sum =
            CirclePoint(x: 750_649_172, y: 1_991_648_574) + CirclePoint(x: 1_737_427_771, y: 309_481_134)
        #expect(sum == CirclePoint(x: 1_476_625_263, y: 1_040_927_458))
        // Initial 2^24 and step 2^26 make the half-odd coset of 32 points.
        let coset = Coset.halfOdds(logSize: 5)
        #expect(coset.initial.value == 16_777_216 && coset.step.value == 67_108_864)
        #expect(coset.index(at: 8).value == 553_648_128)
        #expect(coset.point(at: 17) == CirclePoint(x: 7_144_319, y: 1_742_797_653))
        #expect(coset.doubled.initial.value == 33_554_432 && coset.doubled.logSize == 4)
        #expect(CirclePointIndex(.max).point == -CirclePoint.generator)
    }

    @Test(arguments: 1...8) func `a domain is the canonic coset in another order`(logSize: Int) {
        let domain = CircleDomain(logSize: logSize), coset = Coset.odds(logSize: logSize)
        var seen = Set<UInt32>()
        for position in 0..<UInt32(1 << logSize) {
            let index = domain.index(at: position)
            #expect(index == coset.index(at: domain.cosetPosition(ofDomainPosition: position)))
            seen.insert(index.value)
        }
        #expect(seen.count == 1 << logSize)
    }

    @Test(arguments: 2...7) func `folding neighbours are conjugates on the circle and opposite on the line`(
        logSize: Int
    ) {
        let circle = CircleDomain(logSize: logSize), line = LineDomain(logSize: logSize)
        for pair in 0..<UInt32(1 << (logSize - 1)) {
            #expect(circle.point(atSlot: 2 * pair) == -circle.point(atSlot: 2 * pair + 1))
            #expect(line.x(atSlot: 2 * pair) == -line.x(atSlot: 2 * pair + 1))
            #expect(doubleX(line.x(atSlot: 2 * pair)) == line.doubled.x(atSlot: pair))
        }
    }

    @Test func `lifting a slot doubles its point`() {
        for from in 1...5 {
            for to in from...7 {
                let small = CircleDomain(logSize: from), large = CircleDomain(logSize: to)
                for slot in 0..<UInt32(1 << to) {
                    let lifted = small.point(atSlot: liftedSlot(slot, from: from, to: to))
                    #expect(large.point(atSlot: slot).doubled(times: to - from) == lifted)
                }
            }
        }
    }

    @Test func `the vanishing polynomial vanishes on its coset and nowhere on the next`() {
        for logSize in 1...6 {
            for position in 0..<UInt32(1 << logSize) {
                let on = SecureCirclePoint(CircleDomain(logSize: logSize).point(at: position))
                let off = SecureCirclePoint(CircleDomain(logSize: logSize + 1).point(at: position))
                #expect(on.vanishing(logSize: logSize) == .zero)
                #expect(off.vanishing(logSize: logSize) != .zero)
            }
        }
    }

    @Test func `a random secure point lies on the circle, and the poles give none`() {
        let t = QM31(5, 6, 7, 8)
        let p = SecureCirclePoint(parameter: t)
        #expect(p.map { $0.x * $0.x + $0.y * $0.y } == .one)
        #expect(SecureCirclePoint(parameter: QM31(0, 1, 0, 0)) == nil)
    }

    @Test func `batch inversion inverts each and refuses zero`() {
        var values = (1...9 as ClosedRange<UInt32>).map { QM31(M31(canonical: $0), 2, 3, M31(canonical: $0 * 7)) }
        let before = values
        #expect(invertAll(&values))
        for (a, b) in zip(values, before) { #expect(a * b == .one) }
        var withZero = before + [.zero]
        #expect(!invertAll(&withZero))
        var bases: [M31] = [1, 2, 3, 99]
        #expect(invertAll(&bases))
        #expect(bases[1] * 2 == 1 && bases[3] * 99 == 1)
    }

    @Test func `reversing bits twice is the identity`() {
        for bits in 1...10 {
            for i in 0..<UInt32(1 << bits) { #expect(bitReversed(bitReversed(i, bits: bits), bits: bits) == i) }
        }
        #expect(bitReversed(0b0011, bits: 4) == 0b1100)
        #expect(bitReversed(5, bits: 0) == 0)
    }
}

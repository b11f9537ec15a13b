import ByteCoding
import Determinism
import EllipticCurves
import FiniteFields
import Testing

/// What must hold on every secp curve.
func checkSecpCurve<C: SecpCurve>(_ curve: C.Type) throws {
    let g = C.generator
    let gx = g.x.value, gy = g.y.value
    #expect(try SecpPoint<C>.point(x: gx, y: gy) == g)
    #expect(try SecpPoint<C>.point(x: gx, y: gx) == nil)
    #expect(try SecpPoint<C>.point(x: 0, y: 0)?.isInfinity == true)
    #expect(throws: SecpPoint<C>.Failure.coordinateOutOfRange) {
        try SecpPoint<C>.point(x: C.Base.modulus, y: gy)
    }
    #expect(throws: SecpPoint<C>.Failure.coordinateOutOfRange) {
        try SecpPoint<C>.point(x: gx, y: UInt256(.max, .max, .max, .max))
    }
    #expect(throws: SecpPoint<C>.Failure.coordinateOutOfRange) {
        try SecpPoint<C>.point(x: C.Base.modulus, yIsOdd: false)
    }
    for isOdd in [false, true] {
        let point = try #require(try SecpPoint<C>.point(x: gx, yIsOdd: isOdd))
        #expect(point == (gy.a & 1 == (isOdd ? 1 : 0) ? g : -g))
    }
    // Half of all x have no point.
    var found = 0
    for x in 1...UInt64(64) {
        if let point = try SecpPoint<C>.point(x: UInt256(x), yIsOdd: true) {
            found += 1
            #expect(try SecpPoint<C>.point(x: point.x.value, y: point.y.value) == point)
        }
    }
    #expect((12...52).contains(found))

    // The group law: order, small multiples by addition, inverses, infinity.
    #expect(SecpPoint.multiply(g, C.order).isInfinity)
    #expect(SecpPoint.multiply(g, C.order.subtracting(1).difference) == -g)
    #expect(SecpPoint.multiply(g, C.order.adding(1).sum) == g)
    #expect((g + -g).isInfinity)
    #expect(g + .infinity == g && SecpPoint<C>.infinity + g == g)
    #expect(SecpPoint.multiply(SecpPoint<C>.infinity, 5).isInfinity)
    var sum = SecpPoint<C>.infinity
    for k in 0..<UInt64(20) {
        #expect(SecpPoint.multiply(g, UInt256(k)) == sum)
        sum = sum + g
    }
    var generator = SplitMix64(seed: 1)
    for _ in 0..<5 {
        let a = UInt256(generator.next(), generator.next(), generator.next(), generator.next() >> 2)
        let b = UInt256(generator.next(), generator.next(), generator.next(), generator.next() >> 2)
        #expect(SecpPoint.multiply(g, a) + SecpPoint.multiply(g, b) == SecpPoint.multiply(g, a.adding(b).sum))
    }
}

@Suite struct SecpTests {
    @Test func `secp256k1 is a group as the system calls use it`() throws { try checkSecpCurve(Secp256k1.self) }
    @Test func `secp256r1 is a group as the system calls use it`() throws { try checkSecpCurve(Secp256r1.self) }

    func integer(_ hex: String) -> UInt256 { HexBytes.decode(hex.utf8).flatMap { UInt256(bigEndianBytes: $0) } ?? 0 }

    // The double of the generator, from the published tables of both curves.
    @Test func `the double of the generator is the published one`() {
        let k = SecpPoint.multiply(Secp256k1.generator, 2)
        #expect(k.x.value == integer("c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"))
        #expect(k.y.value == integer("1ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a"))
        let r = SecpPoint.multiply(Secp256r1.generator, 2)
        #expect(r.x.value == integer("7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978"))
        #expect(r.y.value == integer("07775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1"))
    }

    @Test func `the base fields are fields`() {
        checkLaws(Secp256k1.Base.self)
        checkLaws(Secp256r1.Base.self)
    }

    func checkLaws<M: PrimeModulus256>(_ modulus: M.Type) {
        var generator = SplitMix64(seed: 2)
        var elements: [PrimeField256<M>] = [.zero, .one, -.one, PrimeField256(UInt64.max)]
        for _ in 0..<8 {
            elements.append(
                PrimeField256(
                    reducing: UInt256(generator.next(), generator.next(), generator.next(), generator.next())))
        }
        elements.append(PrimeField256(reducing: UInt256(.max, .max, .max, .max)))
        for x in elements {
            #expect(x.isZero || x * x.inverse == .one)
            #expect(PrimeField256<M>(x.value) == x)
            for y in elements {
                #expect((x + y) * (x - y) == x.squared - y.squared)
                #expect((x * y).value == (y * x).value)
            }
        }
        #expect(PrimeField256<M>(M.modulus) == nil)
    }
}

import Determinism
import FiniteFields
import Testing

/// What every field's arithmetic must satisfy; each field runs it over its edges and random elements.
func checkFieldLaws<F: Equatable>(
    _ elements: [F], zero: F, one: F,
    add: (F, F) -> F, subtract: (F, F) -> F, negate: (F) -> F, multiply: (F, F) -> F, invert: (F) -> F
) {
    for x in elements {
        #expect(add(x, zero) == x && multiply(x, one) == x && multiply(x, zero) == zero, "\(x)")
        #expect(add(x, negate(x)) == zero && subtract(x, x) == zero && subtract(zero, x) == negate(x), "\(x)")
        #expect(invert(invert(x)) == x, "\(x)")
        if x == zero { #expect(invert(x) == zero) } else { #expect(multiply(x, invert(x)) == one, "\(x)") }
        for y in elements {
            #expect(add(x, y) == add(y, x) && multiply(x, y) == multiply(y, x), "\(x) \(y)")
            #expect(add(subtract(x, y), y) == x, "\(x) \(y)")
            for z in elements.prefix(6) {
                #expect(multiply(x, add(y, z)) == add(multiply(x, y), multiply(x, z)), "\(x) \(y) \(z)")
                #expect(multiply(multiply(x, y), z) == multiply(x, multiply(y, z)), "\(x) \(y) \(z)")
            }
        }
    }
}

@Suite struct FieldLawTests {
    @Test func `Felt252 is a field`() {
        var generator = SplitMix64(seed: 1)
        var elements: [Felt252] = [
            0, 1, 2, Felt252(signed: -1), Felt252(signed: -2), Felt252(limbs: 0, 0, 0, 1 << 59)!,
            Felt252(limbs: .max, .max, .max, 1 << 59 - 1)!, Felt252(limbs: .max, 0, .max, 0)!,
        ]
        for _ in 0..<8 {
            elements.append(Felt252(reducing: generator.next(), generator.next(), generator.next(), generator.next()))
        }
        checkFieldLaws(
            elements, zero: .zero, one: .one, add: { $0 + $1 }, subtract: { $0 - $1 }, negate: { -$0 },
            multiply: { $0 * $1 }, invert: { $0.inverse })
    }

    @Test func `the scalars of the Stark curve are a field`() { checkPrimeField(StarkScalar.self, StarkOrder.modulus) }

    func checkPrimeField<M: PrimeModulus256>(_ field: PrimeField256<M>.Type, _ modulus: UInt256) {
        var generator = SplitMix64(seed: 2)
        var elements = [UInt64(0), 1, 2, .max].map { PrimeField256<M>($0) }
        elements.append(-.one)
        elements.append(-.one - .one)
        for _ in 0..<8 {
            let value = UInt256(generator.next(), generator.next(), generator.next(), generator.next())
            elements.append(PrimeField256<M>(reducing: value))
        }
        checkFieldLaws(
            elements, zero: .zero, one: .one, add: { $0 + $1 }, subtract: { $0 - $1 }, negate: { -$0 },
            multiply: { $0 * $1 }, invert: { $0.inverse })
        #expect(PrimeField256<M>(modulus) == nil)
        #expect(PrimeField256<M>(reducing: modulus) == .zero)
        let last = modulus.subtracting(1).difference
        #expect(PrimeField256<M>(last) == -.one)
        #expect((-PrimeField256<M>.one).value == last)
    }

    @Test func `M31, CM31 and QM31 are fields`() {
        var generator = SplitMix64(seed: 3)
        func random() -> M31 { M31(reducing: generator.next()) }
        let base: [M31] =
            [0, 1, 2, M31(canonical: 0x7fff_fffe), M31(canonical: 0x4000_0000)] + (0..<6).map { _ in random() }
        checkFieldLaws(
            base, zero: 0, one: 1, add: { $0 + $1 }, subtract: { $0 - $1 }, negate: { -$0 }, multiply: { $0 * $1 },
            invert: { $0.inverse })
        let pairs = base.map { CM31($0, random()) } + [.zero, .one]
        checkFieldLaws(
            pairs, zero: .zero, one: .one, add: { $0 + $1 }, subtract: { $0 - $1 }, negate: { -$0 },
            multiply: { $0 * $1 }, invert: { $0.inverse })
        let quads = pairs.map { QM31($0, CM31(random(), random())) } + [.zero, .one]
        checkFieldLaws(
            quads, zero: .zero, one: .one, add: { $0 + $1 }, subtract: { $0 - $1 }, negate: { -$0 },
            multiply: { $0 * $1 }, invert: { $0.inverse })
    }

    @Test func `the product of QM31 is the one of the protocol's specification`() {
        // STWO §1.1: (1,2,3,4)·(4,5,6,7) = (P−71, 93, P−16, 50).
        let p = M31.modulus
        #expect(
            QM31(1, 2, 3, 4) * QM31(4, 5, 6, 7)
                == QM31(M31(canonical: p - 71), 93, M31(canonical: p - 16), 50))
        let x = QM31(1, 2, 3, 4)
        #expect(x.complexConjugate == QM31(CM31(1, 2), -CM31(3, 4)))
        #expect(x.times(CM31(5, 6)) == x * QM31(5, 6, 0, 0))
    }
}

import CairoAIR
public import ConstraintSystems
public import FiniteFields

extension PublicData {
    /// What the public data contributes to the sum of all lookups (STWO §6.6): it uses every public address and id, takes
    /// the final state from the chain of states and yields the initial one. Nil when a denominator is zero.
    ///
    /// Fractions are added as one numerator and one denominator, two products each, so that a single inversion remains.
    public func lookupSum(_ elements: LookupElements) -> QM31? {
        let combiner = PublicCombiner(elements)
        var sum = FractionSum()
        forEachEntry { address, id, limbs in
            let idElement = M31(reducing: UInt64(id))
            sum.add(combiner.addressToID(M31(reducing: address), idElement))
            sum.add(combiner.idToValue(idElement, limbs))
        }
        sum.add(combiner.state(final))
        sum.subtract(combiner.state(initial))
        return sum.value
    }
}

/// Fractions of numerator one, added up.
struct FractionSum {
    private var numerator = QM31.zero, denominator = QM31.one

    mutating func add(_ value: QM31) {
        numerator = numerator * value + denominator
        denominator = denominator * value
    }
    mutating func subtract(_ value: QM31) {
        numerator = numerator * value - denominator
        denominator = denominator * value
    }
    /// Nil when one of the values was zero.
    var value: QM31? { denominator == .zero ? nil : numerator * denominator.inverse }
}

/// The combinations of public tuples (STWO §5.2).
private struct PublicCombiner {
    private let address: QM31, value: QM31, opcodes: QM31
    private let alpha1: QM31, alpha2: QM31, alpha3: QM31
    /// The powers of alpha that limbs are multiplied with, coordinate by coordinate.
    private let powers: [SIMD4<UInt32>]

    init(_ elements: LookupElements) {
        func power(_ i: Int) -> QM31 { i < elements.alphas.count ? elements.alphas[i] : .zero }
        func start(_ relation: Relation) -> QM31 { QM31(M31(canonical: relation.id)) - elements.z }
        address = start(.memoryAddressToId)
        value = start(.memoryIdToBig)
        opcodes = start(.opcodes)
        alpha1 = power(1)
        alpha2 = power(2)
        alpha3 = power(3)
        powers = (0..<ValueLimbs.count).map { i in
            let p = power(i &+ 2)
            return SIMD4(p.a.value, p.b.value, p.c.value, p.d.value)
        }
    }

    func addressToID(_ at: M31, _ id: M31) -> QM31 { address + alpha1.times(at) + alpha2.times(id) }

    /// 28 products below `2^40` each: the sum needs no reduction before its end.
    func idToValue(_ id: M31, _ limbs: ValueLimbs) -> QM31 {
        var sum = SIMD4<UInt64>.zero
        let limbs = limbs.all
        // Widened here, so that the compiler sees that both factors have 32 bits.
        for i in limbs.indices {
            sum &+= SIMD4<UInt64>(truncatingIfNeeded: powers[i]) &* SIMD4(repeating: UInt64(limbs[i]))
        }
        let part = QM31(
            M31(reducing: sum[0]), M31(reducing: sum[1]), M31(reducing: sum[2]), M31(reducing: sum[3]))
        return value + alpha1.times(id) + part
    }

    func state(_ registers: CasmRegisters) -> QM31 {
        opcodes + alpha1.times(M31(reducing: UInt64(registers.pc)))
            + alpha2.times(M31(reducing: UInt64(registers.ap))) + alpha3.times(M31(reducing: UInt64(registers.fp)))
    }
}

import ConstraintSystems
import FiniteFields

/// `a + b = c` or `a + b = c + p`, for numbers of 384 bits. The parameter is the segment's first address.
enum AddModBuiltin: AIRComponent {
    /// Carries: each over three limbs, the last two limbs leave none.
    private static var carries: Int { 14 }

    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let x = e.modularInstance()
        let subP = e.cell(hasWrapped(&e, x))
        e.constrain(subP.minus(1) * subP)
        let difference = e.vector(44) { i in x.a[i] + x.b[i] - x.c[i] - x.p[i] * subP }
        var carry = E.Value.zero
        for group in 0..<carries {
            let first = 3 &* group, start = ModularInstance<E.Value>.bit(first)
            var sum = carry + difference[first]
            for i in 1..<3 {
                let shift = ModularInstance<E.Value>.bit(first &+ i) &- start
                sum = sum + difference[first &+ i].times(pow2(UInt32(truncatingIfNeeded: shift)))
            }
            let width = ModularInstance<E.Value>.bit(first &+ 3) &- start
            carry = e.cell(equalTo: sum.times(pow2(UInt32(truncatingIfNeeded: 31 &- width))))
            e.constrain(carry * (carry * carry).minus(1))
        }
        e.constrain(carry + difference[42] + difference[43].times(512))
    }

    /// Prover only: whether `a + b` is not `c`, modulo 2^384.
    private static func hasWrapped<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ x: ModularInstance<E.Value>
    ) -> E.Hint {
        var carry = E.Hint(0), isSame = E.Hint(1)
        for group in 0...carries {
            let first = 3 &* group, limbs = group < carries ? 3 : 2
            let start = ModularInstance<E.Value>.bit(first)
            var sum = carry, wanted = E.Hint(0)
            for i in 0..<limbs {
                let shift = UInt32(truncatingIfNeeded: ModularInstance<E.Value>.bit(first &+ i) &- start)
                sum = sum + ((e.hint(x.a[first &+ i]) + e.hint(x.b[first &+ i])) << shift)
                wanted = wanted + (e.hint(x.c[first &+ i]) << shift)
            }
            let end = group < carries ? ModularInstance<E.Value>.bit(first &+ 3) : 384
            let width = UInt32(truncatingIfNeeded: end &- start)
            isSame = isSame & (sum.bits(0, width) - wanted).isEqual(to: 0)
            carry = sum >> width
        }
        return E.Hint(1) - isSame
    }
}

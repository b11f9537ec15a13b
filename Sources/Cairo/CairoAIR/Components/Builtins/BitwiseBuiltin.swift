import ConstraintSystems
import FiniteFields

/// And, exclusive or and or of two values, limb by limb. The parameter is the segment's first address.
enum BitwiseBuiltin: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let address = e.preprocessed(.sequence(e.logSize)).times(5).plus(e.parameter)
        let a = e.readLimbs(at: address, 28), b = e.readLimbs(at: address.plus(1), 28)
        let xor = e.vector(28) { e, i in
            let xor = e.cell(e.hint(a[i]) ^ e.hint(b[i]))
            if i < 27 {
                e.use(.verifyBitwiseXor9, [a[i], b[i], xor])
            } else {
                e.use(.verifyBitwiseXor8(0), [a[i], b[i], xor])
            }
            return xor
        }
        // a + b = 2 (a and b) + (a xor b), and 2^30 is a half.
        let and = e.vector(28) { i in (a[i] + b[i] - xor[i]).times(pow2(30)) }
        e.verifyMemory(at: address.plus(2), and)
        e.verifyMemory(at: address.plus(3), xor)
        e.verifyMemory(at: address.plus(4), e.vector(28) { i in and[i] + xor[i] })
    }
}

import ConstraintSystems
import FiniteFields

/// `jmp rel immediate if dst != 0`, with dst neither 0 nor p.
enum JnzOpcodeTaken: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let state = e.opcodeState()
        let jnz = JnzOperands.read(&e, state)
        let dst = e.readLimbs(at: jnz.dst, 28)
        // The limbs that p = 1 + 136 * 512^21 + 256 * 512^27 does not have.
        var others = dst[1]
        for i in 2..<27 where i != 21 { others = others + dst[i] }
        let sum = others + (dst[0] + dst[21] + dst[27])
        let sumInverse = e.cell(inverseOf: sum)
        e.constrain((sum * sumInverse).minus(1))
        let distance = others + squaresFromP(dst)
        let distanceInverse = e.cell(inverseOf: distance)
        e.constrain((distance * distanceInverse).minus(1))
        let jump = e.readSmall(at: state.pc.plus(1))
        e.step(from: state, pc: state.pc + jump, ap: state.ap + jnz.apAdd1, fp: state.fp)
    }

    /// The squares of the differences to the three limbs of p that are not zero.
    static func squaresFromP<V: AIRField>(_ limbs: Vector<V>) -> V {
        let low = limbs[0].minus(1), middle = limbs[21].minus(136), high = limbs[27].minus(256)
        return low * low + middle * middle + high * high
    }
}

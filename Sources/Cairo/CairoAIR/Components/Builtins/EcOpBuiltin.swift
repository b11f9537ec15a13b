import ConstraintSystems
import FiniteFields

/// `r = p + m q` on the Stark curve, one an instance: 252 double-and-add steps that another table proves. The parameter
/// is the segment's first address.
enum EcOpBuiltin: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let chain = e.preprocessed(.sequence(e.logSize))
        let address = chain.times(7).plus(e.parameter)
        let px = e.readLimbs(at: address, 28), py = e.readLimbs(at: address.plus(1), 28)
        let qx = e.readLimbs(at: address.plus(2), 28), qy = e.readLimbs(at: address.plus(3), 28)
        let scalar = e.readLimbs(at: address.plus(4), 28)
        e.verifyReduced252(scalar)

        let p = Point(px, py), q = Point(qx, qy)
        let m = e.vector(10) { i in
            i == 9 ? scalar[27] : scalar[3 &* i] + scalar[3 &* i &+ 1].times(512) + scalar[3 &* i &+ 2].times(pow2(18))
        }
        e.yield(.partialEcMulGeneric, EcMulState.tuple(&e, chain, .zero, m, q, p, E.Value(26)))
        let width = EcMulState.width &- 2, last = e.arena.take(width)
        EcMulState.run(&e, chain: chain, m, q, p, into: last)
        let state = e.vector(width) { e, i in e.cell(filledWith: last[i]) }
        e.use(.partialEcMulGeneric, e.chainTuple(chain, E.Value(M31(number: EcMulState.rounds)), state))
        e.constrain(state[0])
        e.verifyMemory(at: address.plus(5), state.slice(66, 28))
        e.verifyMemory(at: address.plus(6), state.slice(94, 28))
    }
}

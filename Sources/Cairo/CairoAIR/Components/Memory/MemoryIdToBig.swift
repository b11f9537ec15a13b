import ConstraintSystems
import FiniteFields

/// Ids from 2^30 on to values of up to 252 bits. The parameter is the first row's id less 2^30 (STWO §6.5).
enum MemoryIdToBig: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let row = e.preprocessed(.sequence(e.logSize))
        let times = e.multiplicity()
        let limbs = e.inputs(28)
        e.rangeCheckLimbs(limbs)
        let tuple = e.arena.take(29)
        tuple[0] = row.plus(pow2(30)).plus(e.parameter)
        for i in 0..<28 { tuple[i &+ 1] = limbs[i] }
        e.yield(.memoryIdToBig, tuple, times: times)
    }
}

import ConstraintSystems
import FiniteFields

/// Ids from 0 on to values of up to 72 bits (STWO §6.5).
enum MemoryIdToSmall: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let row = e.preprocessed(.sequence(e.logSize))
        let times = e.multiplicity()
        let limbs = e.inputs(8)
        e.rangeCheckLimbs(limbs)
        let tuple = e.arena.take(9)
        tuple[0] = row
        for i in 0..<8 { tuple[i &+ 1] = limbs[i] }
        e.yield(.memoryIdToBig, tuple, times: times)
    }
}

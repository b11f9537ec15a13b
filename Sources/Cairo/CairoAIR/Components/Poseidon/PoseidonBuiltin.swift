import ConstraintSystems
import FiniteFields

/// Permutations of three values, one an instance, by their ids: another table proves each triple once. The parameter is
/// the segment's first address.
enum PoseidonBuiltin: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let address = e.preprocessed(.sequence(e.logSize)).times(6).plus(e.parameter)
        let ids = e.vector(6) { e, i in e.readId(at: address.plus(M31(number: i))) }
        e.use(.poseidonAggregator, ids)
    }
}

import ConstraintSystems
import FiniteFields

/// Values below 2^96, one an instance. The parameter is the segment's first address.
enum RangeCheck96Builtin: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let address = e.preprocessed(.sequence(e.logSize)).plus(e.parameter)
        _ = e.readLimbsTopSixBits(at: address, 11)
    }
}

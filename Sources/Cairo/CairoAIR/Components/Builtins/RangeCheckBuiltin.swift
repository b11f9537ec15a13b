import ConstraintSystems
import FiniteFields

/// Values below 2^128, one an instance. The parameter is the segment's first address.
enum RangeCheckBuiltin: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let address = e.preprocessed(.sequence(e.logSize)).plus(e.parameter)
        _ = e.readLimbsTopTwoBits(at: address, 15)
    }
}

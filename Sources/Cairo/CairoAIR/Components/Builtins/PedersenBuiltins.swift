import ConstraintSystems
import FiniteFields

/// The ids of a Pedersen hash's inputs and output, which an aggregator proves. The parameter is the segment's first
/// address.
enum PedersenInstances {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E, _ aggregator: Relation) {
        let address = e.preprocessed(.sequence(e.logSize)).times(3).plus(e.parameter)
        let first = e.readId(at: address), second = e.readId(at: address.plus(1))
        let output = e.readId(at: address.plus(2))
        e.use(aggregator, [first, second, output])
    }
}

/// Instances proven with windows of 18 bits.
enum PedersenBuiltin: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        PedersenInstances.evaluate(&e, .pedersenAggregatorWindowBits18)
    }
}

/// Instances proven with windows of 9 bits.
enum PedersenBuiltinNarrowWindows: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        PedersenInstances.evaluate(&e, .pedersenAggregatorWindowBits9)
    }
}

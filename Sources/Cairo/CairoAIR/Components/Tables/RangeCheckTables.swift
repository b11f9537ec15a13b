import ConstraintSystems
import FiniteFields

/// A table of one column of multiplicities for all numbers below a power of two.
enum RangeCheckTable {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E, _ logSize: UInt32, _ relation: Relation) {
        let row = e.preprocessed(.sequence(logSize)), times = e.multiplicity()
        e.yield(relation, [row], times: times)
    }
    /// The same for a relation with lettered twins.
    static func evaluate<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ logSize: UInt32, variants: Int, _ relation: (Int) -> Relation
    ) {
        let row = e.preprocessed(.sequence(logSize))
        for variant in 0..<variants {
            let times = e.multiplicity()
            e.yield(relation(variant), [row], times: times)
        }
    }
}

enum RangeCheck6: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { RangeCheckTable.evaluate(&e, 6, .rangeCheck6) }
}
enum RangeCheck8: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { RangeCheckTable.evaluate(&e, 8, .rangeCheck8) }
}
enum RangeCheck11: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { RangeCheckTable.evaluate(&e, 11, .rangeCheck11) }
}
enum RangeCheck12: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { RangeCheckTable.evaluate(&e, 12, .rangeCheck12) }
}
enum RangeCheck18: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        RangeCheckTable.evaluate(&e, 18, variants: 2) { .rangeCheck18($0) }
    }
}
enum RangeCheck20: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        RangeCheckTable.evaluate(&e, 20, variants: 8) { .rangeCheck20($0) }
    }
}

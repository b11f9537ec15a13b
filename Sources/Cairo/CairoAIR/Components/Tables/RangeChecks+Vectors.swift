import ConstraintSystems
import FiniteFields

/// Pairs of numbers of 4 and 3 bits.
enum RangeCheck4x3: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let a = e.preprocessed(.of(.rangeCheck4x3, 0)), b = e.preprocessed(.of(.rangeCheck4x3, 1))
        let times = e.multiplicity()
        e.yield(.rangeCheck4x3, [a, b], times: times)
    }
}

/// Pairs of numbers of 4 bits.
enum RangeCheck4x4: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let a = e.preprocessed(.of(.rangeCheck4x4, 0)), b = e.preprocessed(.of(.rangeCheck4x4, 1))
        let times = e.multiplicity()
        e.yield(.rangeCheck4x4, [a, b], times: times)
    }
}

/// All pairs of 9-bit limbs, counted in eight lettered relations.
enum RangeCheck9x9: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let a = e.preprocessed(.of(.rangeCheck9x9, 0)), b = e.preprocessed(.of(.rangeCheck9x9, 1))
        for variant in 0..<8 {
            let times = e.multiplicity()
            e.yield(.rangeCheck9x9(variant), [a, b], times: times)
        }
    }
}

/// Triples of numbers of 7, 2 and 5 bits.
enum RangeCheck7x2x5: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let a = e.preprocessed(.of(.rangeCheck7x2x5, 0)), b = e.preprocessed(.of(.rangeCheck7x2x5, 1))
        let c = e.preprocessed(.of(.rangeCheck7x2x5, 2))
        let times = e.multiplicity()
        e.yield(.rangeCheck7x2x5, [a, b, c], times: times)
    }
}

/// Quadruples of numbers of 3, 6, 6 and 3 bits.
enum RangeCheck3x6x6x3: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let tuple = e.vector(4) { e, i in e.preprocessed(.of(.rangeCheck3x6x6x3, i)) }
        let times = e.multiplicity()
        e.yield(.rangeCheck3x6x6x3, tuple, times: times)
    }
}

/// Quadruples of numbers of 4 bits.
enum RangeCheck4x4x4x4: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let tuple = e.vector(4) { e, i in e.preprocessed(.of(.rangeCheck4x4x4x4, i)) }
        let times = e.multiplicity()
        e.yield(.rangeCheck4x4x4x4, tuple, times: times)
    }
}

/// Quintuples of numbers of 3 bits.
enum RangeCheck3x3x3x3x3: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let tuple = e.vector(5) { e, i in e.preprocessed(.of(.rangeCheck3x3x3x3x3, i)) }
        let times = e.multiplicity()
        e.yield(.rangeCheck3x3x3x3x3, tuple, times: times)
    }
}

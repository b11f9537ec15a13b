import ConstraintSystems
import FiniteFields

/// All pairs of n-bit numbers with their exclusive or.
enum BitwiseXorTable {
    static func evaluate<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ family: PreprocessedFamily, variants: Int, _ relation: (Int) -> Relation
    ) {
        let a = e.preprocessed(.of(family, 0)), b = e.preprocessed(.of(family, 1)), c = e.preprocessed(.of(family, 2))
        for variant in 0..<variants {
            let times = e.multiplicity()
            e.yield(relation(variant), [a, b, c], times: times)
        }
    }
}

enum VerifyBitwiseXor4: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        BitwiseXorTable.evaluate(&e, .xor4, variants: 1) { _ in .verifyBitwiseXor4 }
    }
}
enum VerifyBitwiseXor7: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        BitwiseXorTable.evaluate(&e, .xor7, variants: 1) { _ in .verifyBitwiseXor7 }
    }
}
enum VerifyBitwiseXor8: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        BitwiseXorTable.evaluate(&e, .xor8, variants: 2) { .verifyBitwiseXor8($0) }
    }
}
enum VerifyBitwiseXor9: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        BitwiseXorTable.evaluate(&e, .xor9, variants: 1) { _ in .verifyBitwiseXor9 }
    }
}

/// Pairs of 12-bit numbers: sixteen tables over the columns for 10 bits, one for each choice of the high bits.
enum VerifyBitwiseXor12: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let a = e.preprocessed(.of(.xor10, 0)), b = e.preprocessed(.of(.xor10, 1)), c = e.preprocessed(.of(.xor10, 2))
        for i in UInt32(0)..<4 {
            for j in UInt32(0)..<4 {
                let times = e.multiplicity()
                let high = c.plus(M31(canonical: (i ^ j) << 10))
                e.yield(
                    .verifyBitwiseXor12, [a.plus(M31(canonical: i << 10)), b.plus(M31(canonical: j << 10)), high],
                    times: times)
            }
        }
    }
}

import ConstraintSystems
import FiniteFields

/// Address to id, sixteen addresses a row: chunk c, row r is address `1 + r + c 2^logSize` (STWO §6.5).
enum MemoryAddressToId: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let first = e.preprocessed(.sequence(e.logSize)).plus(1)
        for chunk in 0..<16 {
            let id = e.input(), times = e.multiplicity()
            let start = M31(reducing: UInt64(truncatingIfNeeded: chunk) << UInt64(e.logSize))
            e.yield(.memoryAddressToId, [first.plus(start), id], times: times)
        }
    }
}

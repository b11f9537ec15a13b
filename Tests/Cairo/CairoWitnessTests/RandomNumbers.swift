import FiniteFields
import PackedFields

/// Reproducible random elements (xorshift).
struct RandomNumbers {
    private var state: UInt64
    init(seed: UInt64) { state = 0x9e37_79b9_7f4a_7c15 &* (seed | 1) }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
    mutating func element() -> M31 { M31(canonical: UInt32(next() % UInt64(M31.modulus))) }
    mutating func secure() -> QM31 { QM31(element(), element(), element(), element()) }
    mutating func column(logSize: Int) -> PackedColumn {
        let column = PackedColumn(logSize: logSize)
        for slot in 0..<column.count { column[slot] = element() }
        return column
    }
}

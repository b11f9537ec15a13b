import Determinism
import FiniteFields
import PackedFields

extension SplitMix64 {
    mutating func element() -> M31 { M31(canonical: UInt32(next() % UInt64(M31.modulus))) }
    mutating func secure() -> QM31 { QM31(element(), element(), element(), element()) }
    mutating func column(logSize: Int) -> PackedColumn {
        let column = PackedColumn(logSize: logSize)
        for slot in 0..<column.count { column[slot] = element() }
        return column
    }
}

import FiniteFields

/// A sum of extension elements times base elements that reduces late: products stay below `2^62`, so that each is reduced
/// to 32 bits and added without looking at the sum.
struct WeightedSum {
    private var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0

    /// At most `2^31` terms.
    @inline(__always) mutating func add(_ weight: QM31, _ value: M31) {
        let v = UInt64(value.value)
        a &+= WeightedSum.short(UInt64(weight.a.value) &* v)
        b &+= WeightedSum.short(UInt64(weight.b.value) &* v)
        c &+= WeightedSum.short(UInt64(weight.c.value) &* v)
        d &+= WeightedSum.short(UInt64(weight.d.value) &* v)
    }

    /// Congruent, and below `2^32`.
    @inline(__always) private static func short(_ product: UInt64) -> UInt64 {
        (product & 0x7fff_ffff) &+ (product &>> 31)
    }

    var value: QM31 {
        QM31(M31(reducing: a), M31(reducing: b), M31(reducing: c), M31(reducing: d))
    }
}

import FiniteFields
import PackedFields

/// The row before, in coset order, of a column stored in bit-reversed domain order (STWO §1.3).
///
/// On storage of `2^n` slots the even slots are the first half of the domain and the odd ones the second. One step of
/// the trace back is the previous index in the first half and the next one in the second; read bit-reversed, that is a
/// count down or up that starts at the top bit of the slot. So all lanes of a vector keep their places, except where
/// the count runs through the vector's own number.
struct PreviousRow {
    /// Vectors from which the even and the odd lanes of the previous row come, or -1 where lanes move.
    let even: Int, odd: Int

    /// For vector `row` of a column of `2^logSize` slots; `logSize` at least 5.
    init(row: Int, logSize: Int) {
        let mask = (1 << (logSize &- 4)) &- 1
        even = Self.count(row, mask)
        odd = Self.count(~row & mask, mask).flipped(mask)
    }

    /// Counts down from the top bit, or -1 at zero.
    private static func count(_ row: Int, _ mask: Int) -> Int {
        guard row != 0 else { return -1 }
        let top = Int.bitWidth &- 1 &- row.leadingZeroBitCount
        return row ^ (mask & ~((1 << top) &- 1))
    }

    /// The slot of the row before that of `slot`, one by one.
    static func slot(_ slot: Int, logSize: Int) -> Int {
        let mask = (1 << (logSize &- 1)) &- 1, half = slot >> 1
        let isOdd = slot & 1 == 1
        let counted = count(isOdd ? ~half & mask : half, mask)
        let down = counted == -1 ? mask : counted
        return (isOdd ? ~down & mask : down) << 1 | slot & 1
    }

    /// The values of the previous rows of a vector's rows.
    @inline(__always) func values(_ column: UnsafePointer<PackedM31>, row: Int, logSize: Int) -> PackedM31 {
        if even >= 0 && odd >= 0 {
            let alternating = unsafeBitCast(SIMD8<UInt64>(repeating: 0xffff_ffff), to: SIMD16<UInt32>.self)
            return PackedM31(lanes: column[even].lanes & alternating | column[odd].lanes & ~alternating)
        }
        let words = UnsafeRawPointer(column).assumingMemoryBound(to: UInt32.self)
        var lanes = SIMD16<UInt32>()
        for i in 0..<16 { lanes[i] = words[Self.slot(16 &* row &+ i, logSize: logSize)] }
        return PackedM31(lanes: lanes)
    }
}

extension Int {
    /// The complement within a mask; -1 stays.
    fileprivate func flipped(_ mask: Int) -> Int { self == -1 ? -1 : ~self & mask }
}

public import CLanes

/// Lifting on packed columns (STWO §1.5): position `p` of the lifted column reads position
/// `((p >> (shift + 1)) << 1) | (p & 1)` of the original.
extension PackedM31 {
    /// Vector `index` of a column lifted by `shift`; the original has at least one whole vector.
    @inlinable @inline(__always) public static func lifted(
        _ column: UnsafePointer<PackedM31>, _ index: Int, shift: Int
    ) -> PackedM31 {
        var lanes = column[index &>> shift].lanes
        var step = shift
        while step > 0 {
            step &-= 1
            lanes = (index &>> step) & 1 == 0 ? lanes_lift_low_16(lanes) : lanes_lift_high_16(lanes)
        }
        return PackedM31(lanes: lanes)
    }
}

extension SecureColumn {
    /// Vector `index` of the column lifted by `shift`.
    @inlinable @inline(__always) public func lifted(_ index: Int, shift: Int) -> PackedQM31 {
        PackedQM31(
            PackedM31.lifted(a.vectors, index, shift: shift), PackedM31.lifted(b.vectors, index, shift: shift),
            PackedM31.lifted(c.vectors, index, shift: shift), PackedM31.lifted(d.vectors, index, shift: shift))
    }
}

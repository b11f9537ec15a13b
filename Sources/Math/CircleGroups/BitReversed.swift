/// The low `bits` bits of an index in reverse order; `bits` of 0 or less gives 0, more than 32 counts as 32.
@inlinable public func bitReversed(_ index: UInt32, bits: Int) -> UInt32 {
    guard bits > 0 else { return 0 }
    var v = index
    v = ((v &>> 1) & 0x5555_5555) | ((v & 0x5555_5555) &<< 1)
    v = ((v &>> 2) & 0x3333_3333) | ((v & 0x3333_3333) &<< 2)
    v = ((v &>> 4) & 0x0f0f_0f0f) | ((v & 0x0f0f_0f0f) &<< 4)
    v = v.byteSwapped
    return bits >= 32 ? v : v &>> UInt32(truncatingIfNeeded: 32 &- bits)
}

/// Where a position of a lifted column of `2^to` values finds its value in the column of `2^from` values it stands for
/// (STWO §1.5): `f` lifted is `f` at the point doubled `to - from` times.
@inlinable public func liftedSlot(_ position: UInt32, from: Int, to: Int) -> UInt32 {
    guard to > from else { return position }
    let shift = to &- from &+ 1
    return shift >= 32 ? position & 1 : ((position &>> UInt32(truncatingIfNeeded: shift)) &<< 1) | (position & 1)
}

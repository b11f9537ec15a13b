public import FiniteFields
public import PackedFields

/// Replaces row sums by the inclusive prefix sums, in coset order, of their differences to the mean (STWO §5.4): the
/// last step of a component's interaction trace, for one coordinate of the last batch. `share` is the coordinate of
/// the total over `2^logSize`.
public func replaceByPrefixSums(_ column: UnsafeMutablePointer<PackedM31>, logSize: Int, share: M31) {
    let words = UnsafeMutableRawPointer(column).assumingMemoryBound(to: UInt32.self)
    // The first half of the domain is the even coset elements in order, the second half the odd ones backwards; both
    // advance together. Storage is bit-reversed, so the halves are the even and the odd slots.
    let half = (1 << logSize) >> 1, mask = half &- 1
    var sum = M31(canonical: 0), ascending = 0
    for _ in 0..<half {
        let even = ascending << 1, odd = (~ascending & mask) << 1 | 1
        sum = sum + (M31(canonical: words[even]) - share)
        words[even] = sum.value
        sum = sum + (M31(canonical: words[odd]) - share)
        words[odd] = sum.value
        ascending = reversedIncrement(ascending, mask)
    }
}

/// Adds one to a number written with its lowest bit on top.
@inline(__always) private func reversedIncrement(_ value: Int, _ mask: Int) -> Int {
    let zeros = ~value & mask
    guard zeros != 0 else { return 0 }
    let top = Int.bitWidth &- 1 &- zeros.leadingZeroBitCount
    return value ^ (mask & ~((1 << top) &- 1))
}

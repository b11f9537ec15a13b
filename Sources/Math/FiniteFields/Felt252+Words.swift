extension Felt252 {
    /// The element congruent to an integer of eight words, lowest first.
    public init(reducing words: SIMD8<UInt32>) {
        func pair(_ i: Int) -> UInt64 { UInt64(words[i]) | UInt64(words[i &+ 1]) &<< 32 }
        self.init(reducing: pair(0), pair(2), pair(4), pair(6))
    }

    /// The canonical integer as eight words, lowest first.
    public var words: SIMD8<UInt32> {
        let (a, b, c, d) = limbs
        func low(_ limb: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: limb) }
        return SIMD8(low(a), low(a &>> 32), low(b), low(b &>> 32), low(c), low(c &>> 32), low(d), low(d &>> 32))
    }
}

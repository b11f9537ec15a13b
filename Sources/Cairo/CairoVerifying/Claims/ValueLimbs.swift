/// A memory value as 28 limbs of nine bits, least significant first (STWO §6.5).
struct ValueLimbs {
    static var count: Int { 28 }
    private let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ value: SIMD8<UInt32>) {
        func pair(_ i: Int) -> UInt64 { UInt64(value[i]) | UInt64(value[i &+ 1]) &<< 32 }
        words = (pair(0), pair(2), pair(4), pair(6))
    }

    init(_ value: UInt32) { words = (UInt64(value), 0, 0, 0) }

    /// Bits `9 i ..< 9 i + 9`.
    @inline(__always) subscript(i: Int) -> UInt32 {
        let bit = 9 &* i
        let low: UInt64, high: UInt64
        switch bit &>> 6 {
        case 0: (low, high) = (words.0, words.1)
        case 1: (low, high) = (words.1, words.2)
        case 2: (low, high) = (words.2, words.3)
        default: (low, high) = (words.3, 0)
        }
        let shift = UInt64(truncatingIfNeeded: bit & 63)
        let joined = shift == 0 ? low : (low &>> shift) | (high &<< (64 &- shift))
        return UInt32(truncatingIfNeeded: joined) & 0x1ff
    }

    /// All limbs at their places. Seven limbs fill 63 bits of a word; the next one lies across two words.
    @inline(__always) var all: InlineArray<28, UInt32> {
        var limbs = InlineArray<28, UInt32>(repeating: 0)
        func short(_ bits: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: bits) & 0x1ff }
        for i in 0..<7 { limbs[i] = short(words.0 &>> UInt64(9 &* i)) }
        limbs[7] = short(words.0 &>> 63 | words.1 &<< 1)
        for i in 0..<6 { limbs[8 &+ i] = short(words.1 &>> UInt64(8 &+ 9 &* i)) }
        limbs[14] = short(words.1 &>> 62 | words.2 &<< 2)
        for i in 0..<6 { limbs[15 &+ i] = short(words.2 &>> UInt64(7 &+ 9 &* i)) }
        limbs[21] = short(words.2 &>> 61 | words.3 &<< 3)
        for i in 0..<6 { limbs[22 &+ i] = short(words.3 &>> UInt64(6 &+ 9 &* i)) }
        return limbs
    }

    /// Whether the value is below the prime `2^251 + 17 * 2^192 + 1`: a canonical field element.
    static func isCanonical(_ value: SIMD8<UInt32>) -> Bool {
        let top = UInt64(value[6]) | UInt64(value[7]) &<< 32
        let topOfPrime: UInt64 = 0x0800_0000_0000_0011
        if top != topOfPrime { return top < topOfPrime }
        // The rest of the prime is 1: only a rest of zero is below it.
        for i in 0..<6 where value[i] != 0 { return false }
        return true
    }
}

public import FiniteFields

/// The hash of a list of felts by BLAKE2s (EXEC §2.2): compiled class hashes, program hashes, the OS configuration hash.
///
/// Felts below 2^63 take two words, all others eight with the top bit set, so that the encoding is unambiguous.
public enum Blake2Felt252 {
    /// The digest, read as a little-endian integer, modulo p.
    public static func hash(list: some Sequence<Felt252>) -> Felt252 { hash(list: Array(list)) }

    /// The same of an array.
    public static func hash(list: [Felt252]) -> Felt252 {
        var hasher = Blake2s()
        for felt in list {
            let (a, b, c, d) = felt.limbs
            if (b | c | d) == 0 && a < 1 << 63 {
                let words: InlineArray<2, UInt32> = [high(a), low(a)]
                hasher.update(words: words.span)
            } else {
                let words: InlineArray<8, UInt32> = [
                    high(d) | 1 << 31, low(d), high(c), low(c), high(b), low(b), high(a), low(a),
                ]
                hasher.update(words: words.span)
            }
        }
        let words = hasher.finalized.words
        func limb(_ index: Int) -> UInt64 { UInt64(words[2 * index]) | UInt64(words[2 * index + 1]) << 32 }
        return Felt252(reducing: limb(0), limb(1), limb(2), limb(3))
    }

    @inline(__always)
    private static func low(_ x: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: x) }
    @inline(__always)
    private static func high(_ x: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: x >> 32) }
}

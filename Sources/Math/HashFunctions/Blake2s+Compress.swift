/// The compression function of Blake2s (RFC 7693 §3.2).
extension Blake2s {
    /// One block into the state. `counter`: bytes hashed up to and including this block.
    public static func compress(
        _ state: SIMD8<UInt32>, _ m: InlineArray<16, UInt32>, counter: UInt64, isFinal: Bool
    ) -> SIMD8<UInt32> {
        var v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3]
        var v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7]
        var v8: UInt32 = 0x6a09_e667, v9: UInt32 = 0xbb67_ae85, v10: UInt32 = 0x3c6e_f372, v11: UInt32 = 0xa54f_f53a
        var v12 = 0x510e_527f ^ UInt32(truncatingIfNeeded: counter)
        var v13 = 0x9b05_688c ^ UInt32(truncatingIfNeeded: counter &>> 32)
        var v14: UInt32 = isFinal ? ~0x1f83_d9ab : 0x1f83_d9ab
        var v15: UInt32 = 0x5be0_cd19
        mix(&v0, &v4, &v8, &v12, m[0], m[1])
        mix(&v1, &v5, &v9, &v13, m[2], m[3])
        mix(&v2, &v6, &v10, &v14, m[4], m[5])
        mix(&v3, &v7, &v11, &v15, m[6], m[7])
        mix(&v0, &v5, &v10, &v15, m[8], m[9])
        mix(&v1, &v6, &v11, &v12, m[10], m[11])
        mix(&v2, &v7, &v8, &v13, m[12], m[13])
        mix(&v3, &v4, &v9, &v14, m[14], m[15])
        mix(&v0, &v4, &v8, &v12, m[14], m[10])
        mix(&v1, &v5, &v9, &v13, m[4], m[8])
        mix(&v2, &v6, &v10, &v14, m[9], m[15])
        mix(&v3, &v7, &v11, &v15, m[13], m[6])
        mix(&v0, &v5, &v10, &v15, m[1], m[12])
        mix(&v1, &v6, &v11, &v12, m[0], m[2])
        mix(&v2, &v7, &v8, &v13, m[11], m[7])
        mix(&v3, &v4, &v9, &v14, m[5], m[3])
        mix(&v0, &v4, &v8, &v12, m[11], m[8])
        mix(&v1, &v5, &v9, &v13, m[12], m[0])
        mix(&v2, &v6, &v10, &v14, m[5], m[2])
        mix(&v3, &v7, &v11, &v15, m[15], m[13])
        mix(&v0, &v5, &v10, &v15, m[10], m[14])
        mix(&v1, &v6, &v11, &v12, m[3], m[6])
        mix(&v2, &v7, &v8, &v13, m[7], m[1])
        mix(&v3, &v4, &v9, &v14, m[9], m[4])
        mix(&v0, &v4, &v8, &v12, m[7], m[9])
        mix(&v1, &v5, &v9, &v13, m[3], m[1])
        mix(&v2, &v6, &v10, &v14, m[13], m[12])
        mix(&v3, &v7, &v11, &v15, m[11], m[14])
        mix(&v0, &v5, &v10, &v15, m[2], m[6])
        mix(&v1, &v6, &v11, &v12, m[5], m[10])
        mix(&v2, &v7, &v8, &v13, m[4], m[0])
        mix(&v3, &v4, &v9, &v14, m[15], m[8])
        mix(&v0, &v4, &v8, &v12, m[9], m[0])
        mix(&v1, &v5, &v9, &v13, m[5], m[7])
        mix(&v2, &v6, &v10, &v14, m[2], m[4])
        mix(&v3, &v7, &v11, &v15, m[10], m[15])
        mix(&v0, &v5, &v10, &v15, m[14], m[1])
        mix(&v1, &v6, &v11, &v12, m[11], m[12])
        mix(&v2, &v7, &v8, &v13, m[6], m[8])
        mix(&v3, &v4, &v9, &v14, m[3], m[13])
        mix(&v0, &v4, &v8, &v12, m[2], m[12])
        mix(&v1, &v5, &v9, &v13, m[6], m[10])
        mix(&v2, &v6, &v10, &v14, m[0], m[11])
        mix(&v3, &v7, &v11, &v15, m[8], m[3])
        mix(&v0, &v5, &v10, &v15, m[4], m[13])
        mix(&v1, &v6, &v11, &v12, m[7], m[5])
        mix(&v2, &v7, &v8, &v13, m[15], m[14])
        mix(&v3, &v4, &v9, &v14, m[1], m[9])
        mix(&v0, &v4, &v8, &v12, m[12], m[5])
        mix(&v1, &v5, &v9, &v13, m[1], m[15])
        mix(&v2, &v6, &v10, &v14, m[14], m[13])
        mix(&v3, &v7, &v11, &v15, m[4], m[10])
        mix(&v0, &v5, &v10, &v15, m[0], m[7])
        mix(&v1, &v6, &v11, &v12, m[6], m[3])
        mix(&v2, &v7, &v8, &v13, m[9], m[2])
        mix(&v3, &v4, &v9, &v14, m[8], m[11])
        mix(&v0, &v4, &v8, &v12, m[13], m[11])
        mix(&v1, &v5, &v9, &v13, m[7], m[14])
        mix(&v2, &v6, &v10, &v14, m[12], m[1])
        mix(&v3, &v7, &v11, &v15, m[3], m[9])
        mix(&v0, &v5, &v10, &v15, m[5], m[0])
        mix(&v1, &v6, &v11, &v12, m[15], m[4])
        mix(&v2, &v7, &v8, &v13, m[8], m[6])
        mix(&v3, &v4, &v9, &v14, m[2], m[10])
        mix(&v0, &v4, &v8, &v12, m[6], m[15])
        mix(&v1, &v5, &v9, &v13, m[14], m[9])
        mix(&v2, &v6, &v10, &v14, m[11], m[3])
        mix(&v3, &v7, &v11, &v15, m[0], m[8])
        mix(&v0, &v5, &v10, &v15, m[12], m[2])
        mix(&v1, &v6, &v11, &v12, m[13], m[7])
        mix(&v2, &v7, &v8, &v13, m[1], m[4])
        mix(&v3, &v4, &v9, &v14, m[10], m[5])
        mix(&v0, &v4, &v8, &v12, m[10], m[2])
        mix(&v1, &v5, &v9, &v13, m[8], m[4])
        mix(&v2, &v6, &v10, &v14, m[7], m[6])
        mix(&v3, &v7, &v11, &v15, m[1], m[5])
        mix(&v0, &v5, &v10, &v15, m[15], m[11])
        mix(&v1, &v6, &v11, &v12, m[9], m[14])
        mix(&v2, &v7, &v8, &v13, m[3], m[12])
        mix(&v3, &v4, &v9, &v14, m[13], m[0])
        return state
            ^ SIMD8(
                v0 ^ v8, v1 ^ v9, v2 ^ v10, v3 ^ v11, v4 ^ v12, v5 ^ v13, v6 ^ v14, v7 ^ v15)
    }

    @inline(__always) static func mix(
        _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32, _ x: UInt32, _ y: UInt32
    ) {
        a = a &+ b &+ x
        d = rotated(d ^ a, 16)
        c = c &+ d
        b = rotated(b ^ c, 12)
        a = a &+ b &+ y
        d = rotated(d ^ a, 8)
        c = c &+ d
        b = rotated(b ^ c, 7)
    }

    @inline(__always) static func rotated(_ x: UInt32, _ count: UInt32) -> UInt32 {
        (x &>> count) | (x &<< (32 &- count))
    }
}

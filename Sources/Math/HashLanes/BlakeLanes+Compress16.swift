/// The compression function of Blake2s (RFC 7693 §3.2) on 16 lanes at once.
///
/// The sixteen working vectors are local variables and the ten rounds are written out: in an array or a loop they
/// would live in memory.
extension BlakeLanes {
    /// One block into the state: `h` has eight words, `m` sixteen. `counter`: bytes hashed up to and including this
    /// block.
    @inline(__always) static func compress16(
        _ h: UnsafeMutablePointer<SIMD16<UInt32>>, _ m: UnsafePointer<SIMD16<UInt32>>, counter: UInt64, isFinal: Bool
    ) {
        var v0 = h[0]
        var v1 = h[1]
        var v2 = h[2]
        var v3 = h[3]
        var v4 = h[4]
        var v5 = h[5]
        var v6 = h[6]
        var v7 = h[7]
        var v8 = SIMD16<UInt32>(repeating: 0x6a09_e667)
        var v9 = SIMD16<UInt32>(repeating: 0xbb67_ae85)
        var v10 = SIMD16<UInt32>(repeating: 0x3c6e_f372)
        var v11 = SIMD16<UInt32>(repeating: 0xa54f_f53a)
        var v12 = SIMD16<UInt32>(repeating: 0x510e_527f ^ UInt32(truncatingIfNeeded: counter))
        var v13 = SIMD16<UInt32>(repeating: 0x9b05_688c ^ UInt32(truncatingIfNeeded: counter &>> 32))
        var v14 = SIMD16<UInt32>(repeating: isFinal ? ~0x1f83_d9ab : 0x1f83_d9ab)
        var v15 = SIMD16<UInt32>(repeating: 0x5be0_cd19)
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
        h[0] = h[0] ^ v0 ^ v8
        h[1] = h[1] ^ v1 ^ v9
        h[2] = h[2] ^ v2 ^ v10
        h[3] = h[3] ^ v3 ^ v11
        h[4] = h[4] ^ v4 ^ v12
        h[5] = h[5] ^ v5 ^ v13
        h[6] = h[6] ^ v6 ^ v14
        h[7] = h[7] ^ v7 ^ v15
    }

    @inline(__always) private static func rotated(_ x: SIMD16<UInt32>, _ count: UInt32) -> SIMD16<UInt32> {
        (x &>> count) | (x &<< (32 &- count))
    }

    @inline(__always) private static func mix(
        _ a: inout SIMD16<UInt32>, _ b: inout SIMD16<UInt32>, _ c: inout SIMD16<UInt32>,
        _ d: inout SIMD16<UInt32>, _ x: SIMD16<UInt32>, _ y: SIMD16<UInt32>
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
}

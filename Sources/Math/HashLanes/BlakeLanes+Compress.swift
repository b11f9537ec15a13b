/// The compression function of Blake2s (RFC 7693 §3.2) on the lanes of a vector at once.
///
/// The sixteen working vectors are local variables and the ten rounds are written out: in an array or a loop they
/// would live in memory. One text for both widths: inlined into a caller that knows its vectors it costs nothing.
extension BlakeLanes {
    /// One block into the state: `h` has eight words, `m` sixteen. `counter`: bytes hashed up to and including this
    /// block.
    @inline(__always) static func compressLanes<Lanes: BlakeVector>(
        _ h: UnsafeMutablePointer<Lanes>, _ m: UnsafePointer<Lanes>, counter: UInt64, isFinal: Bool
    ) {
        var v0 = h[0]
        var v1 = h[1]
        var v2 = h[2]
        var v3 = h[3]
        var v4 = h[4]
        var v5 = h[5]
        var v6 = h[6]
        var v7 = h[7]
        var v8 = Lanes(repeating: 0x6a09_e667)
        var v9 = Lanes(repeating: 0xbb67_ae85)
        var v10 = Lanes(repeating: 0x3c6e_f372)
        var v11 = Lanes(repeating: 0xa54f_f53a)
        var v12 = Lanes(repeating: 0x510e_527f ^ UInt32(truncatingIfNeeded: counter))
        var v13 = Lanes(repeating: 0x9b05_688c ^ UInt32(truncatingIfNeeded: counter &>> 32))
        var v14 = Lanes(repeating: isFinal ? ~0x1f83_d9ab : 0x1f83_d9ab)
        var v15 = Lanes(repeating: 0x5be0_cd19)
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
        h[0] = h[0].xor(v0).xor(v8)
        h[1] = h[1].xor(v1).xor(v9)
        h[2] = h[2].xor(v2).xor(v10)
        h[3] = h[3].xor(v3).xor(v11)
        h[4] = h[4].xor(v4).xor(v12)
        h[5] = h[5].xor(v5).xor(v13)
        h[6] = h[6].xor(v6).xor(v14)
        h[7] = h[7].xor(v7).xor(v15)
    }

    @inline(__always) private static func mix<Lanes: BlakeVector>(
        _ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes, _ d: inout Lanes, _ x: Lanes, _ y: Lanes
    ) {
        a = a.adding(b).adding(x)
        d = d.xor(a).rotated(16)
        c = c.adding(d)
        b = b.xor(c).rotated(12)
        a = a.adding(b).adding(y)
        d = d.xor(a).rotated(8)
        c = c.adding(d)
        b = b.xor(c).rotated(7)
    }
}

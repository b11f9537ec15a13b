/// Arithmetic of the Stark field on plain words with tagged top limbs; results carry the felt tag.
///
/// Values are kept plain, not in Montgomery form: most products in compiled Cairo have a short factor, and offsets,
/// comparisons, hints and output need the plain form anyway.
enum WordField {
    @inline(__always) static var p3: UInt64 { 0x0800_0000_0000_0011 }

    @inline(__always)
    static func add(_ a: MemoryValue, _ b: MemoryValue) -> MemoryValue {
        let (s0, c0) = a.l0.addingReportingOverflow(b.l0)
        let x1 = UInt128(a.l1) &+ UInt128(b.l1) &+ (c0 ? 1 : 0)
        let x2 = UInt128(a.l2) &+ UInt128(b.l2) &+ (x1 >> 64)
        let s3 = a.top &+ b.top &+ UInt64(truncatingIfNeeded: x2 >> 64)
        return reduceOnce(s0, UInt64(truncatingIfNeeded: x1), UInt64(truncatingIfNeeded: x2), s3)
    }

    /// Subtracts p when the value is at least p; input below 2p.
    @inline(__always)
    static func reduceOnce(_ s0: UInt64, _ s1: UInt64, _ s2: UInt64, _ s3: UInt64) -> MemoryValue {
        if s3 < p3 { return MemoryValue(s0, s1, s2, s3 | MemoryValue.felt) }
        let (d0, b0) = s0.subtractingReportingOverflow(1)
        let (d1, b1) = s1.subtractingReportingOverflow(b0 ? 1 : 0)
        let (d2, b2) = s2.subtractingReportingOverflow(b1 ? 1 : 0)
        let (d3, b3) = s3.subtractingReportingOverflow(p3 &+ (b2 ? 1 : 0))
        return b3
            ? MemoryValue(s0, s1, s2, s3 | MemoryValue.felt) : MemoryValue(d0, d1, d2, d3 | MemoryValue.felt)
    }

    @inline(__always)
    static func sub(_ a: MemoryValue, _ b: MemoryValue) -> MemoryValue {
        let (d0, b0) = a.l0.subtractingReportingOverflow(b.l0)
        let x1 = Int128(a.l1) &- Int128(b.l1) &- (b0 ? 1 : 0)
        let x2 = Int128(a.l2) &- Int128(b.l2) &+ (x1 >> 64)
        let d3 = Int64(bitPattern: a.top) &- Int64(bitPattern: b.top) &+ Int64(truncatingIfNeeded: x2 >> 64)
        let d1 = UInt64(truncatingIfNeeded: x1), d2 = UInt64(truncatingIfNeeded: x2)
        if d3 >= 0 { return MemoryValue(d0, d1, d2, UInt64(bitPattern: d3) | MemoryValue.felt) }
        let (e0, c0) = d0.addingReportingOverflow(1)
        let (e1, c1) = d1.addingReportingOverflow(c0 ? 1 : 0)
        let (e2, c2) = d2.addingReportingOverflow(c1 ? 1 : 0)
        return MemoryValue(e0, e1, e2, (UInt64(bitPattern: d3) &+ p3 &+ (c2 ? 1 : 0)) | MemoryValue.felt)
    }

    @inline(__always) static func negative(_ a: MemoryValue) -> MemoryValue { sub(.zero, a) }

    @inline(__always)
    static func mac(_ a: UInt64, _ b: UInt64, _ t: UInt64, _ c: UInt64) -> (UInt64, UInt64) {
        let x = UInt128(a) &* UInt128(b) &+ UInt128(t) &+ UInt128(c)
        return (UInt64(truncatingIfNeeded: x), UInt64(truncatingIfNeeded: x >> 64))
    }

    /// Plain product with the one-limb cases first.
    @inline(__always)
    static func mul(_ a: MemoryValue, _ b: MemoryValue) -> MemoryValue {
        let ha = a.l1 | a.l2 | a.top, hb = b.l1 | b.l2 | b.top
        if ha | hb == 0 {
            let x = UInt128(a.l0) &* UInt128(b.l0)
            return MemoryValue(UInt64(truncatingIfNeeded: x), UInt64(truncatingIfNeeded: x >> 64), 0, MemoryValue.felt)
        }
        if (a.l2 | a.top | b.l2 | b.top) == 0 { return mulHalf(a, b) }
        if hb == 0 { return mulLimb(a, b.l0) }
        if ha == 0 { return mulLimb(b, a.l0) }
        return mulWide(a, b)
    }

    /// Two factors below 2^128: fold the five bits from 251 up.
    @inline(__always)
    static func mulHalf(_ a: MemoryValue, _ b: MemoryValue) -> MemoryValue {
        let (t0, c0) = mac(a.l0, b.l0, 0, 0)
        let (u1, u2) = mac(a.l0, b.l1, 0, c0)
        let (t1, c1) = mac(a.l1, b.l0, u1, 0)
        let (t2, t3) = mac(a.l1, b.l1, u2, c1)
        let q = t3 >> 59
        return sub(MemoryValue(t0, t1, t2, t3 & ((1 << 59) &- 1)), MemoryValue(q, 0, 0, q &* 17))
    }

    /// a·x for one limb x: fold the bits from 251 up with 2^251 = -(17·2^192 + 1).
    @inline(__always)
    static func mulLimb(_ a: MemoryValue, _ x: UInt64) -> MemoryValue {
        let (t0, c0) = mac(a.l0, x, 0, 0)
        let (t1, c1) = mac(a.l1, x, 0, c0)
        let (t2, c2) = mac(a.l2, x, 0, c1)
        let (t3, t4) = mac(a.top, x, 0, c2)
        // t < p·2^64, so the quotient fits 64 bits unless the top bits of t4 are set.
        let q = (t4 << 5) | (t3 >> 59)
        if t4 >> 59 != 0 { return mulWide(a, MemoryValue.small(x)) }
        let low = MemoryValue(t0, t1, t2, t3 & ((1 << 59) &- 1))
        let s = UInt128(q) &* 17
        let sh = UInt64(truncatingIfNeeded: s >> 59), sl = UInt64(truncatingIfNeeded: s) & ((1 << 59) &- 1)
        // q·(17·2^192 + 1) = q + sl·2^192 + sh·2^251, and 2^251 folds once more.
        let y = sub(low, MemoryValue(q, 0, 0, sl))
        return add(y, MemoryValue(sh, 0, 0, sh &* 17))
    }

    /// a·b by two Montgomery products. Not inlined: it would bloat the loop.
    @inline(never)
    static func mulWide(_ a: MemoryValue, _ b: MemoryValue) -> MemoryValue {
        montgomery(montgomery(a, b), rSquared)
    }

    /// a·b·2^-256: -p^-1 mod 2^64 is -1, so each round needs one product for the reduction.
    @inline(__always)
    static func montgomery(_ a: MemoryValue, _ b: MemoryValue) -> MemoryValue {
        var t = Accumulator()
        t.round(a.l0, b)
        t.round(a.l1, b)
        t.round(a.l2, b)
        t.round(a.top, b)
        return reduceOnce(t.t0, t.t1, t.t2, t.t3)
    }

    struct Accumulator {
        var t0: UInt64 = 0, t1: UInt64 = 0, t2: UInt64 = 0, t3: UInt64 = 0, t4: UInt64 = 0

        @inline(__always)
        mutating func round(_ x: UInt64, _ b: MemoryValue) {
            var c: UInt64 = 0
            (t0, c) = mac(x, b.l0, t0, 0)
            (t1, c) = mac(x, b.l1, t1, c)
            (t2, c) = mac(x, b.l2, t2, c)
            (t3, c) = mac(x, b.top, t3, c)
            t4 = t4 &+ c
            let m = 0 &- t0
            let y1 = UInt128(t1) &+ (t0 != 0 ? 1 : 0)
            let y2 = UInt128(t2) &+ (y1 >> 64)
            let (r3, h) = mac(m, p3, t3, UInt64(truncatingIfNeeded: y2 >> 64))
            let (r4, o) = t4.addingReportingOverflow(h)
            t0 = UInt64(truncatingIfNeeded: y1)
            t1 = UInt64(truncatingIfNeeded: y2)
            t2 = r3
            t3 = r4
            t4 = o ? 1 : 0
        }
    }

    @inline(__always)
    static var rSquared: MemoryValue {
        MemoryValue(
            0xffff_fd73_7e00_0401, 0x0000_0001_330f_ffff, 0xffff_ffff_ff6f_8000, 0x07ff_d4ab_5e00_8810)
    }

    /// a^(p-2); only deductions of a factor divide.
    @inline(never)
    static func inverse(_ a: MemoryValue) -> MemoryValue {
        var r = MemoryValue.small(1)
        for limb: UInt64 in [p3 &- 1, .max, .max, .max] {
            var bit: UInt64 = 64
            while bit > 0 {
                bit &-= 1
                r = mulWide(r, r)
                if (limb >> bit) & 1 != 0 { r = mulWide(r, a) }
            }
        }
        return r
    }
}

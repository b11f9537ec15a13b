/// Inversion modulo an odd 256-bit number by division steps (Bernstein and Yang, "Fast constant-time gcd computation
/// and modular inversion", 2019), in the variable-time form with 62 steps at a time.
///
/// The pair (f, g) starts at (modulus, value) and ends at (±1, 0); (d, e) follow it so that d·value ≡ f. Every batch of
/// 62 steps looks only at the low words of f and g, collects a 2×2 matrix of small integers and applies it to the
/// long numbers. Timing depends on the value: not for secrets that an attacker can time.
public struct ModularInversion: Sendable {
    let modulus: Signed62
    /// modulus⁻¹ mod 2^62.
    let inverseWord: UInt64

    /// Prepares for one modulus, which must be odd.
    public init(modulus: UInt256) {
        self.modulus = Signed62(modulus)
        var inverse: UInt64 = 1
        for _ in 0..<6 { inverse = inverse &* (2 &- modulus.a &* inverse) }
        inverseWord = inverse & UInt64(bitPattern: Signed62.mask)
    }

    /// The inverse of a value below the modulus and prime to it; zero gives zero.
    public func inverse(of value: UInt256) -> UInt256 {
        if value.isZero { return .zero }
        var d = Signed62.zero, e = Signed62.one, f = modulus, g = Signed62(value)
        var eta: Int64 = -1
        while true {
            let t = StepMatrix(f: f.lowWord, g: g.lowWord, eta: &eta)
            updateCofactors(&d, &e, t)
            ModularInversion.updateOperands(&f, &g, t)
            if g.isZero { break }
        }
        // f = ±1 and d lies in (−2m, m).
        if d.e < 0 { d = d.plus(modulus).carried }
        if f.e < 0 { d = d.negated.carried }
        if d.e < 0 { d = d.plus(modulus).carried }
        return d.unsigned
    }

    /// (d, e) ← t·(d, e) / 2^62 modulo m, both kept in (−2m, m).
    @inline(__always)
    private func updateCofactors(_ d: inout Signed62, _ e: inout Signed62, _ t: StepMatrix) {
        typealias S = Signed62
        let m = modulus
        let signD = d.e >> 63, signE = e.e >> 63
        var md = (t.u & signD) &+ (t.v & signE), me = (t.q & signD) &+ (t.r & signE)
        var cd = S.times(t.u, d.a) &+ S.times(t.v, e.a), ce = S.times(t.q, d.a) &+ S.times(t.r, e.a)
        // Multiples of m that make the low words divisible by 2^62.
        let mask = UInt64(bitPattern: S.mask)
        md = md &- Int64(bitPattern: (inverseWord &* UInt64(truncatingIfNeeded: cd) &+ UInt64(bitPattern: md)) & mask)
        me = me &- Int64(bitPattern: (inverseWord &* UInt64(truncatingIfNeeded: ce) &+ UInt64(bitPattern: me)) & mask)
        cd = (cd &+ S.times(m.a, md)) >> 62
        ce = (ce &+ S.times(m.a, me)) >> 62
        cd = cd &+ S.times(t.u, d.b) &+ S.times(t.v, e.b) &+ S.times(m.b, md)
        ce = ce &+ S.times(t.q, d.b) &+ S.times(t.r, e.b) &+ S.times(m.b, me)
        let d0 = S.take(&cd), e0 = S.take(&ce)
        cd = cd &+ S.times(t.u, d.c) &+ S.times(t.v, e.c) &+ S.times(m.c, md)
        ce = ce &+ S.times(t.q, d.c) &+ S.times(t.r, e.c) &+ S.times(m.c, me)
        let d1 = S.take(&cd), e1 = S.take(&ce)
        cd = cd &+ S.times(t.u, d.d) &+ S.times(t.v, e.d) &+ S.times(m.d, md)
        ce = ce &+ S.times(t.q, d.d) &+ S.times(t.r, e.d) &+ S.times(m.d, me)
        let d2 = S.take(&cd), e2 = S.take(&ce)
        cd = cd &+ S.times(t.u, d.e) &+ S.times(t.v, e.e) &+ S.times(m.e, md)
        ce = ce &+ S.times(t.q, d.e) &+ S.times(t.r, e.e) &+ S.times(m.e, me)
        let d3 = S.take(&cd), e3 = S.take(&ce)
        d = S(a: d0, b: d1, c: d2, d: d3, e: Int64(truncatingIfNeeded: cd))
        e = S(a: e0, b: e1, c: e2, d: e3, e: Int64(truncatingIfNeeded: ce))
    }

    /// (f, g) ← t·(f, g) / 2^62, exactly.
    @inline(__always)
    private static func updateOperands(_ f: inout Signed62, _ g: inout Signed62, _ t: StepMatrix) {
        typealias S = Signed62
        var cf = (S.times(t.u, f.a) &+ S.times(t.v, g.a)) >> 62, cg = (S.times(t.q, f.a) &+ S.times(t.r, g.a)) >> 62
        cf = cf &+ S.times(t.u, f.b) &+ S.times(t.v, g.b)
        cg = cg &+ S.times(t.q, f.b) &+ S.times(t.r, g.b)
        let f0 = S.take(&cf), g0 = S.take(&cg)
        cf = cf &+ S.times(t.u, f.c) &+ S.times(t.v, g.c)
        cg = cg &+ S.times(t.q, f.c) &+ S.times(t.r, g.c)
        let f1 = S.take(&cf), g1 = S.take(&cg)
        cf = cf &+ S.times(t.u, f.d) &+ S.times(t.v, g.d)
        cg = cg &+ S.times(t.q, f.d) &+ S.times(t.r, g.d)
        let f2 = S.take(&cf), g2 = S.take(&cg)
        cf = cf &+ S.times(t.u, f.e) &+ S.times(t.v, g.e)
        cg = cg &+ S.times(t.q, f.e) &+ S.times(t.r, g.e)
        let f3 = S.take(&cf), g3 = S.take(&cg)
        f = S(a: f0, b: f1, c: f2, d: f3, e: Int64(truncatingIfNeeded: cf))
        g = S(a: g0, b: g1, c: g2, d: g3, e: Int64(truncatingIfNeeded: cg))
    }
}

/// 2^62 times the product of 62 division steps: (f, g) ↦ (u f + v g, q f + r g) / 2^62.
struct StepMatrix {
    var u: Int64 = 1, v: Int64 = 0, q: Int64 = 0, r: Int64 = 1

    /// Runs 62 steps on the low words of f (odd) and g.
    @inline(__always)
    init(f startF: UInt64, g startG: UInt64, eta: inout Int64) {
        var f = startF, g = startG
        var left: Int64 = 62
        while true {
            // Zeros of g at the bottom are halvings; the mark at bit `left` stops the count.
            let zeros = Int64((g | (UInt64.max &<< UInt64(bitPattern: left))).trailingZeroBitCount)
            g = g &>> UInt64(bitPattern: zeros)
            u = u &<< zeros
            v = v &<< zeros
            eta = eta &- zeros
            left = left &- zeros
            if left == 0 { break }
            // Both odd: cancel as many low bits of g at once as the step counter allows, at most six or four.
            let cancel: UInt64
            if eta < 0 {
                eta = 0 &- eta
                (f, g) = (g, 0 &- f)
                (u, q) = (q, 0 &- u)
                (v, r) = (r, 0 &- v)
                let limit = min(eta &+ 1, left)
                let mask = (UInt64.max &>> UInt64(bitPattern: 64 &- limit)) & 63
                cancel = (f &* g &* (f &* f &- 2)) & mask
            } else {
                let limit = min(eta &+ 1, left)
                let mask = (UInt64.max &>> UInt64(bitPattern: 64 &- limit)) & 15
                let inverse = f &+ (((f &+ 1) & 4) &<< 1)
                cancel = ((0 &- inverse) &* g) & mask
            }
            g = g &+ f &* cancel
            q = q &+ u &* Int64(bitPattern: cancel)
            r = r &+ v &* Int64(bitPattern: cancel)
        }
    }
}

/// A signed number of five limbs in base 2^62; the top limb carries the sign.
struct Signed62: Sendable {
    var a: Int64, b: Int64, c: Int64, d: Int64, e: Int64

    static let mask: Int64 = (1 << 62) - 1
    static var zero: Signed62 { Signed62(a: 0, b: 0, c: 0, d: 0, e: 0) }
    static var one: Signed62 { Signed62(a: 1, b: 0, c: 0, d: 0, e: 0) }

    init(a: Int64, b: Int64, c: Int64, d: Int64, e: Int64) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
    }

    init(_ x: UInt256) {
        let mask = UInt64(bitPattern: Signed62.mask)
        self.init(
            a: Int64(bitPattern: x.a & mask), b: Int64(bitPattern: (x.a >> 62 | x.b << 2) & mask),
            c: Int64(bitPattern: (x.b >> 60 | x.c << 4) & mask), d: Int64(bitPattern: (x.c >> 58 | x.d << 6) & mask),
            e: Int64(bitPattern: x.d >> 56))
    }

    /// The value of a carried, non-negative number.
    var unsigned: UInt256 {
        let a = UInt64(bitPattern: a), b = UInt64(bitPattern: b), c = UInt64(bitPattern: c)
        let d = UInt64(bitPattern: d), e = UInt64(bitPattern: e)
        return UInt256(a | b << 62, b >> 2 | c << 60, c >> 4 | d << 58, d >> 6 | e << 56)
    }

    var isZero: Bool { (a | b | c | d | e) == 0 }
    var lowWord: UInt64 { UInt64(bitPattern: a) | UInt64(bitPattern: b) << 62 }
    var negated: Signed62 { Signed62(a: 0 &- a, b: 0 &- b, c: 0 &- c, d: 0 &- d, e: 0 &- e) }

    func plus(_ m: Signed62) -> Signed62 { Signed62(a: a &+ m.a, b: b &+ m.b, c: c &+ m.c, d: d &+ m.d, e: e &+ m.e) }

    /// The same number with limbs 0 to 3 in `0 ..< 2^62`.
    var carried: Signed62 {
        var x = self
        x.b = x.b &+ (x.a >> 62)
        x.a &= Signed62.mask
        x.c = x.c &+ (x.b >> 62)
        x.b &= Signed62.mask
        x.d = x.d &+ (x.c >> 62)
        x.c &= Signed62.mask
        x.e = x.e &+ (x.d >> 62)
        x.d &= Signed62.mask
        return x
    }

    @inline(__always)
    static func times(_ a: Int64, _ b: Int64) -> Int128 {
        Int128(truncatingIfNeeded: a) &* Int128(truncatingIfNeeded: b)
    }

    /// Takes the low limb off an accumulator.
    @inline(__always)
    static func take(_ accumulator: inout Int128) -> Int64 {
        let limb = Int64(truncatingIfNeeded: accumulator) & mask
        accumulator >>= 62
        return limb
    }
}

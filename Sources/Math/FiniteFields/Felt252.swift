/// An element of the Stark field, p = 2^251 + 17·2^192 + 1, in Montgomery form with R = 2^256.
///
/// Four stored words rather than an array: loops over limbs cost a factor of two to ten. Every value that leaves a
/// public operation is canonical (below p), so equality and hashing compare the words. Arithmetic is branch-free;
/// `inverse` is not.
@frozen
public struct Felt252: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline var a: UInt64, b: UInt64, c: UInt64, d: UInt64

    /// Takes words that are already in Montgomery form and below p.
    @inlinable @inline(__always)
    init(montgomery a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    /// The top limb of p; the others are 1, 0, 0.
    @inlinable @inline(__always)
    static var top: UInt64 { 0x0800_0000_0000_0011 }

    /// The identities of addition and multiplication.
    @inlinable public static var zero: Felt252 { Felt252(montgomery: 0, 0, 0, 0) }
    /// The identity of multiplication.
    @inlinable public static var one: Felt252 {
        Felt252(montgomery: 0xffff_ffff_ffff_ffe1, .max, .max, 0x07ff_ffff_ffff_fdf0)
    }
    /// R² mod p, the factor that takes an integer into Montgomery form.
    @inlinable static var rSquared: Felt252 {
        Felt252(montgomery: 0xffff_fd73_7e00_0401, 0x0000_0001_330f_ffff, 0xffff_ffff_ff6f_8000, 0x07ff_d4ab_5e00_8810)
    }

    /// Whether it is 0.
    @inlinable public var isZero: Bool { (a | b | c | d) == 0 }
}

// MARK: - Integers

extension Felt252 {
    /// A small number.
    @inlinable public init(_ value: UInt64) {
        self = Felt252(montgomery: value, 0, 0, 0) * Felt252.rSquared
    }

    /// A number below 2^128.
    @inlinable public init(_ value: UInt128) {
        self =
            Felt252(montgomery: UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64), 0, 0)
            * Felt252.rSquared
    }

    /// The field element of a signed integer: negative values are taken below p.
    @inlinable public init(signed value: Int64) {
        let magnitude = Felt252(value.magnitude)
        self = value < 0 ? -magnitude : magnitude
    }

    /// The element with this canonical value, little-endian limbs; nil when the value is not below p.
    @inlinable public init?(limbs a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        guard Felt252.isCanonical(a, b, c, d) else { return nil }
        self = Felt252(montgomery: a, b, c, d) * Felt252.rSquared
    }

    /// The element congruent to any 256-bit integer, little-endian limbs.
    @inlinable public init(reducing a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        // Products with an operand below p stay below 2^256·p, where Montgomery reduction is exact (see `*`).
        self = Felt252(montgomery: a, b, c, d) * Felt252.rSquared
    }

    /// Whether little-endian limbs form an integer below p.
    @inlinable public static func isCanonical(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> Bool {
        if d != top { return d < top }
        return (a | b | c) == 0
    }

    /// The canonical integer, little-endian limbs.
    @inlinable public var limbs: (UInt64, UInt64, UInt64, UInt64) {
        let r = Felt252.reduce(a, b, c, d, 0, 0, 0, 0)
        return (r.a, r.b, r.c, r.d)
    }

    /// The value as `UInt64`, or nil when it does not fit.
    @inlinable public var asUInt64: UInt64? {
        let v = limbs
        return (v.1 | v.2 | v.3) == 0 ? v.0 : nil
    }

    /// The value as `UInt128`, or nil when it does not fit.
    @inlinable public var asUInt128: UInt128? {
        let v = limbs
        return (v.2 | v.3) == 0 ? UInt128(v.1) << 64 | UInt128(v.0) : nil
    }
}

// MARK: - Field operations

extension Felt252 {
    @inlinable @inline(__always)
    public static func + (x: Felt252, y: Felt252) -> Felt252 {
        var carry: UInt64 = 0
        return Felt252(
            montgomery: Limbs.add(x.a, y.a, &carry), Limbs.add(x.b, y.b, &carry),
            Limbs.add(x.c, y.c, &carry), Limbs.add(x.d, y.d, &carry)
        ).subtractingModulusOnce
    }

    @inlinable @inline(__always)
    public static func - (x: Felt252, y: Felt252) -> Felt252 {
        var borrow: UInt64 = 0
        let a = Limbs.subtract(x.a, y.a, &borrow), b = Limbs.subtract(x.b, y.b, &borrow)
        let c = Limbs.subtract(x.c, y.c, &borrow), d = Limbs.subtract(x.d, y.d, &borrow)
        let mask = 0 &- borrow
        var carry = borrow
        return Felt252(
            montgomery: Limbs.add(a, 0, &carry), Limbs.add(b, 0, &carry), Limbs.add(c, 0, &carry),
            d &+ (mask & top) &+ carry)
    }

    @inlinable @inline(__always)
    public static prefix func - (x: Felt252) -> Felt252 { zero - x }

    /// The Montgomery product: a schoolbook product of eight words, then `reduce`.
    @inlinable @inline(__always)
    public static func * (x: Felt252, y: Felt252) -> Felt252 {
        typealias L = Limbs
        var r = L.product(x.a, y.a)
        let t0 = L.low(r)
        r = L.multiplyAdd(x.a, y.b, L.high(r), 0)
        var t1 = L.low(r)
        r = L.multiplyAdd(x.a, y.c, L.high(r), 0)
        var t2 = L.low(r)
        r = L.multiplyAdd(x.a, y.d, L.high(r), 0)
        var t3 = L.low(r), t4 = L.high(r)
        r = L.multiplyAdd(x.b, y.a, t1, 0)
        t1 = L.low(r)
        r = L.multiplyAdd(x.b, y.b, t2, L.high(r))
        t2 = L.low(r)
        r = L.multiplyAdd(x.b, y.c, t3, L.high(r))
        t3 = L.low(r)
        r = L.multiplyAdd(x.b, y.d, t4, L.high(r))
        t4 = L.low(r)
        var t5 = L.high(r)
        r = L.multiplyAdd(x.c, y.a, t2, 0)
        t2 = L.low(r)
        r = L.multiplyAdd(x.c, y.b, t3, L.high(r))
        t3 = L.low(r)
        r = L.multiplyAdd(x.c, y.c, t4, L.high(r))
        t4 = L.low(r)
        r = L.multiplyAdd(x.c, y.d, t5, L.high(r))
        t5 = L.low(r)
        var t6 = L.high(r)
        r = L.multiplyAdd(x.d, y.a, t3, 0)
        t3 = L.low(r)
        r = L.multiplyAdd(x.d, y.b, t4, L.high(r))
        t4 = L.low(r)
        r = L.multiplyAdd(x.d, y.c, t5, L.high(r))
        t5 = L.low(r)
        r = L.multiplyAdd(x.d, y.d, t6, L.high(r))
        t6 = L.low(r)
        return reduce(t0, t1, t2, t3, t4, t5, t6, L.high(r))
    }

    /// Montgomery reduction of an eight-word integer below p·2^256, by subtraction.
    ///
    /// p ≡ 1 mod 2^64, so the quotient digits are the low words themselves: subtracting m·p clears a word without a
    /// product, and only the top limb of p costs one. The result lies in (−p, p); one masked addition makes it
    /// canonical.
    @inlinable @inline(__always)
    static func reduce(
        _ t0: UInt64, _ t1: UInt64, _ t2: UInt64, _ t3: UInt64,
        _ t4: UInt64, _ t5: UInt64, _ t6: UInt64, _ t7: UInt64
    ) -> Felt252 {
        typealias L = Limbs
        let p0 = timesTop(t0, plus: 0)
        var borrow: UInt64 = 0
        let m3 = L.subtract(t3, L.low(p0), &borrow)
        let q1 = timesTop(t1, plus: L.high(p0))
        let q2 = timesTop(t2, plus: L.high(q1))
        let q3 = timesTop(m3, plus: L.high(q2))
        let r4 = L.subtract(t4, L.low(q1), &borrow), r5 = L.subtract(t5, L.low(q2), &borrow)
        let r6 = L.subtract(t6, L.low(q3), &borrow), r7 = L.subtract(t7, L.high(q3), &borrow)
        let correction = (0 &- borrow) & top
        var carry = borrow
        return Felt252(
            montgomery: L.add(r4, 0, &carry), L.add(r5, 0, &carry), L.add(r6, 0, &carry), r7 &+ carry &+ correction)
    }

    /// `x · top + carry`. The limb has three bits set: where products are dear, shifts and sums do.
    @inlinable @inline(__always)
    static func timesTop(_ x: UInt64, plus carry: UInt64) -> UInt128 {
        #if arch(wasm32)
            timesTopByShifts(x, plus: carry)
        #else
            Limbs.multiplyAdd(x, top, carry, 0)
        #endif
    }

    /// 17·x + 2^59·x + carry, a word at a time.
    @inlinable @inline(__always)
    static func timesTopByShifts(_ x: UInt64, plus carry: UInt64) -> UInt128 {
        let seventeen = x &* 17
        let sum = seventeen &+ (x &<< 59)
        let low = sum &+ carry
        let carries = (seventeen < x ? 1 : 0) &+ (sum < seventeen ? 1 : 0) &+ (low < carry ? 1 : 0) as UInt64
        return Limbs.joined(low: low, high: (x &>> 60) &+ (x &>> 5) &+ carries)
    }

    /// Subtracts p from a value below 2p if that does not borrow.
    @inlinable @inline(__always)
    var subtractingModulusOnce: Felt252 {
        var borrow: UInt64 = 0
        let r0 = Limbs.subtract(a, 1, &borrow), r1 = Limbs.subtract(b, 0, &borrow)
        let r2 = Limbs.subtract(c, 0, &borrow), r3 = Limbs.subtract(d, Felt252.top, &borrow)
        let keep = 0 &- borrow
        return Felt252(
            montgomery: (a & keep) | (r0 & ~keep), (b & keep) | (r1 & ~keep), (c & keep) | (r2 & ~keep),
            (d & keep) | (r3 & ~keep))
    }
}

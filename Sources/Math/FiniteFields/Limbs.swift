/// Carry arithmetic on 64-bit words: the few primitives that every multi-limb field is written in.
///
/// Sums of `UInt128` compile to `mulx`/`adc` chains; loops over arrays of limbs do not.
@usableFromInline
enum Limbs {
    /// WebAssembly has no instruction for the upper half of a product, and the call that stands for one costs more than
    /// four products of half words.
    @inlinable @inline(__always)
    static func product(_ a: UInt64, _ b: UInt64) -> UInt128 {
        #if arch(wasm32)
            productOfHalves(a, b)
        #else
            UInt128(truncatingIfNeeded: a) &* UInt128(truncatingIfNeeded: b)
        #endif
    }

    /// The product by way of 32-bit halves: no sum here exceeds 64 bits.
    @inlinable @inline(__always)
    static func productOfHalves(_ a: UInt64, _ b: UInt64) -> UInt128 {
        let mask: UInt64 = 0xffff_ffff
        let a0 = a & mask, a1 = a &>> 32, b0 = b & mask, b1 = b &>> 32
        let low = a0 &* b0
        let first = a1 &* b0 &+ (low &>> 32)
        let second = a0 &* b1 &+ (first & mask)
        let high = a1 &* b1 &+ (first &>> 32) &+ (second &>> 32)
        return joined(low: second &<< 32 | (low & mask), high: high)
    }

    @inlinable @inline(__always)
    static func joined(low: UInt64, high: UInt64) -> UInt128 {
        UInt128(truncatingIfNeeded: high) &<< 64 | UInt128(truncatingIfNeeded: low)
    }

    /// `a * b + t + c`; never overflows 128 bits.
    @inlinable @inline(__always)
    static func multiplyAdd(_ a: UInt64, _ b: UInt64, _ t: UInt64, _ c: UInt64) -> UInt128 {
        product(a, b) &+ UInt128(truncatingIfNeeded: t) &+ UInt128(truncatingIfNeeded: c)
    }

    @inlinable @inline(__always)
    static func low(_ x: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: x) }

    @inlinable @inline(__always)
    static func high(_ x: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: x &>> 64) }

    /// Adds with carry; `carry` is 0 or 1.
    @inlinable @inline(__always)
    static func add(_ a: UInt64, _ b: UInt64, _ carry: inout UInt64) -> UInt64 {
        let s = UInt128(truncatingIfNeeded: a) &+ UInt128(truncatingIfNeeded: b) &+ UInt128(truncatingIfNeeded: carry)
        carry = high(s)
        return low(s)
    }

    /// Subtracts with borrow; `borrow` is 0 or 1.
    @inlinable @inline(__always)
    static func subtract(_ a: UInt64, _ b: UInt64, _ borrow: inout UInt64) -> UInt64 {
        let s = UInt128(truncatingIfNeeded: a) &- UInt128(truncatingIfNeeded: b) &- UInt128(truncatingIfNeeded: borrow)
        borrow = high(s) & 1
        return low(s)
    }
}

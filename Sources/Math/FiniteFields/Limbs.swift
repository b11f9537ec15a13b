/// Carry arithmetic on 64-bit words: the few primitives that every multi-limb field is written in.
///
/// Sums of `UInt128` compile to `mulx`/`adc` chains; loops over arrays of limbs do not.
@usableFromInline
enum Limbs {
    @inlinable @inline(__always)
    static func product(_ a: UInt64, _ b: UInt64) -> UInt128 {
        UInt128(truncatingIfNeeded: a) &* UInt128(truncatingIfNeeded: b)
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

/// An odd prime below 2^256 with the constants of Montgomery arithmetic for R = 2^256.
public protocol PrimeModulus256: Sendable {
    static var modulus: UInt256 { get }
    /// −modulus⁻¹ mod 2^64.
    static var negativeInverse: UInt64 { get }
    /// R² mod modulus.
    static var rSquared: UInt256 { get }
    static var inversion: ModularInversion { get }
}

extension PrimeModulus256 {
    /// R² mod modulus by doubling, for `rSquared` to store.
    public static func computeRSquared() -> UInt256 {
        var x = UInt256(1)
        for _ in 0..<512 { x = addReduced(x, x) }
        return x
    }

    /// The sum of two values below the modulus.
    @inlinable @inline(__always)
    static func addReduced(_ x: UInt256, _ y: UInt256) -> UInt256 {
        let (sum, carry) = x.adding(y)
        let (reduced, borrow) = sum.subtracting(modulus)
        return carry || !borrow ? reduced : sum
    }
}

/// An element of a prime field below 2^256, in Montgomery form: the scalars of the Stark curve and the fields of
/// secp256k1 and secp256r1. For the Stark field itself use `Felt252`, which is faster.
@frozen
public struct PrimeField256<Modulus: PrimeModulus256>: Hashable, Sendable {
    @usableFromInline var raw: UInt256

    @inlinable @inline(__always)
    init(montgomery raw: UInt256) { self.raw = raw }

    /// The element with this canonical value; nil when it is not below the modulus.
    @inlinable public init?(_ value: UInt256) {
        guard value < Modulus.modulus else { return nil }
        self.init(montgomery: PrimeField256.product(value, Modulus.rSquared))
    }

    /// The element congruent to any 256-bit integer.
    @inlinable public init(reducing value: UInt256) {
        // A product with a factor below the modulus is below 2^256 times the modulus, which reduction takes.
        self.init(montgomery: PrimeField256.product(value, Modulus.rSquared))
    }

    /// A small number.
    @inlinable public init(_ value: UInt64) { self.init(reducing: UInt256(value)) }

    /// The identities of addition and multiplication.
    @inlinable public static var zero: PrimeField256 { PrimeField256(montgomery: .zero) }
    @inlinable public static var one: PrimeField256 { PrimeField256(1) }
    /// Whether it is 0.
    @inlinable public var isZero: Bool { raw.isZero }

    /// The canonical integer.
    @inlinable public var value: UInt256 { PrimeField256.product(raw, UInt256(1)) }
}

// MARK: - Field operations

extension PrimeField256 {
    @inlinable public static func + (x: PrimeField256, y: PrimeField256) -> PrimeField256 {
        PrimeField256(montgomery: Modulus.addReduced(x.raw, y.raw))
    }

    @inlinable public static func - (x: PrimeField256, y: PrimeField256) -> PrimeField256 {
        let (difference, borrow) = x.raw.subtracting(y.raw)
        return PrimeField256(montgomery: borrow ? difference.adding(Modulus.modulus).sum : difference)
    }

    @inlinable public static prefix func - (x: PrimeField256) -> PrimeField256 { zero - x }

    @inlinable public static func * (x: PrimeField256, y: PrimeField256) -> PrimeField256 {
        PrimeField256(montgomery: product(x.raw, y.raw))
    }

    /// The element times itself.
    @inlinable public var squared: PrimeField256 { self * self }

    /// Raises to a 256-bit exponent. Variable time.
    public func power(_ exponent: UInt256) -> PrimeField256 {
        var result = PrimeField256.one
        var index = exponent.bitWidth
        while index > 0 {
            index &-= 1
            result = result.squared
            if exponent.bit(index) { result = result * self }
        }
        return result
    }

    /// The inverse; zero maps to zero. Variable time.
    public var inverse: PrimeField256 {
        PrimeField256(reducing: Modulus.inversion.inverse(of: value))
    }

    /// Montgomery's product word by word: x·y / 2^256 modulo the prime, for x·y below 2^256 times the prime.
    @inlinable
    static func product(_ x: UInt256, _ y: UInt256) -> UInt256 {
        var t = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        step(x.a, y, &t)
        step(x.b, y, &t)
        step(x.c, y, &t)
        step(x.d, y, &t)
        let sum = UInt256(t.0, t.1, t.2, t.3)
        let (reduced, borrow) = sum.subtracting(Modulus.modulus)
        return t.4 != 0 || !borrow ? reduced : sum
    }

    /// t ← (t + x·y + m·modulus) / 2^64 with the m that makes the sum divisible.
    @inlinable @inline(__always)
    static func step(_ x: UInt64, _ y: UInt256, _ t: inout (UInt64, UInt64, UInt64, UInt64, UInt64)) {
        typealias L = Limbs
        let p = Modulus.modulus
        var r = L.multiplyAdd(x, y.a, t.0, 0)
        let t0 = L.low(r)
        r = L.multiplyAdd(x, y.b, t.1, L.high(r))
        let t1 = L.low(r)
        r = L.multiplyAdd(x, y.c, t.2, L.high(r))
        let t2 = L.low(r)
        r = L.multiplyAdd(x, y.d, t.3, L.high(r))
        let t3 = L.low(r)
        var carry: UInt64 = 0
        let t4 = L.add(t.4, L.high(r), &carry)
        let m = t0 &* Modulus.negativeInverse
        r = L.multiplyAdd(m, p.a, t0, 0)
        r = L.multiplyAdd(m, p.b, t1, L.high(r))
        t.0 = L.low(r)
        r = L.multiplyAdd(m, p.c, t2, L.high(r))
        t.1 = L.low(r)
        r = L.multiplyAdd(m, p.d, t3, L.high(r))
        t.2 = L.low(r)
        var second: UInt64 = 0
        t.3 = L.add(t4, L.high(r), &second)
        t.4 = carry &+ second
    }
}

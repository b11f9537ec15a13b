/// An unsigned 256-bit integer as four little-endian words: scalars, moduli and byte strings of 32 bytes.
///
/// Only what curves and encodings need; it is not a general number type.
@frozen
public struct UInt256: Hashable, Sendable, BitwiseCopyable {
    /// Words, the lowest first.
    public var a: UInt64, b: UInt64, c: UInt64, d: UInt64

    /// From little-endian words.
    @inlinable @inline(__always)
    public init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    /// A small number.
    @inlinable public init(_ value: UInt64) { self.init(value, 0, 0, 0) }

    /// From two 128-bit halves, as a Cairo `u256` is laid out.
    @inlinable public init(low: UInt128, high: UInt128) {
        self.init(
            UInt64(truncatingIfNeeded: low), UInt64(truncatingIfNeeded: low >> 64),
            UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: high >> 64))
    }

    /// The canonical integer of a felt.
    @inlinable public init(_ felt: Felt252) {
        let v = felt.limbs
        self.init(v.0, v.1, v.2, v.3)
    }

    /// Nothing.
    @inlinable public static var zero: UInt256 { UInt256(0, 0, 0, 0) }
    /// Whether it is 0.
    @inlinable public var isZero: Bool { (a | b | c | d) == 0 }
    /// The lower and the upper half.
    @inlinable public var low: UInt128 { UInt128(b) << 64 | UInt128(a) }
    @inlinable public var high: UInt128 { UInt128(d) << 64 | UInt128(c) }

    /// Bit `index`, `0 ..< 256`; zero beyond.
    @inlinable @inline(__always)
    public func bit(_ index: Int) -> Bool { window(at: index, width: 1) == 1 }

    /// The `width` bits (1 to 63) from bit `position` on; bits beyond the top are zero.
    @inlinable @inline(__always)
    public func window(at position: Int, width: Int) -> UInt64 {
        let index = position &>> 6, shift = UInt64(truncatingIfNeeded: position & 63)
        let low = index == 0 ? a : index == 1 ? b : index == 2 ? c : index == 3 ? d : 0
        let high = index == 0 ? b : index == 1 ? c : index == 2 ? d : 0
        let value = (low &>> shift) | ((high &<< 1) &<< (63 &- shift))
        return value & ((1 &<< UInt64(truncatingIfNeeded: width)) &- 1)
    }
}

extension UInt256: ExpressibleByIntegerLiteral {
    @inlinable public init(integerLiteral value: UInt64) { self.init(value, 0, 0, 0) }
}

extension UInt256: Comparable {
    @inlinable public static func < (x: UInt256, y: UInt256) -> Bool { x.subtracting(y).borrow }
}

extension UInt256 {
    /// The sum modulo 2^256 and whether it overflowed.
    @inlinable @inline(__always)
    public func adding(_ y: UInt256) -> (sum: UInt256, carry: Bool) {
        var carry: UInt64 = 0
        let sum = UInt256(
            Limbs.add(a, y.a, &carry), Limbs.add(b, y.b, &carry), Limbs.add(c, y.c, &carry), Limbs.add(d, y.d, &carry))
        return (sum, carry != 0)
    }

    /// The difference modulo 2^256 and whether it went below zero.
    @inlinable @inline(__always)
    public func subtracting(_ y: UInt256) -> (difference: UInt256, borrow: Bool) {
        var borrow: UInt64 = 0
        let difference = UInt256(
            Limbs.subtract(a, y.a, &borrow), Limbs.subtract(b, y.b, &borrow), Limbs.subtract(c, y.c, &borrow),
            Limbs.subtract(d, y.d, &borrow))
        return (difference, borrow != 0)
    }

    /// The number of bits up to the highest one.
    public var bitWidth: Int {
        if d != 0 { return 256 - d.leadingZeroBitCount }
        if c != 0 { return 192 - c.leadingZeroBitCount }
        if b != 0 { return 128 - b.leadingZeroBitCount }
        return 64 - a.leadingZeroBitCount
    }

    /// Shifted right by `count` bits, `0 ..< 64`.
    public func shiftedRight(by count: UInt64) -> UInt256 {
        func part(_ low: UInt64, _ high: UInt64) -> UInt64 { (low &>> count) | ((high &<< 1) &<< (63 &- count)) }
        return UInt256(part(a, b), part(b, c), part(c, d), d &>> count)
    }

    /// The value as 32 big-endian bytes.
    public var bigEndianBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for index in stride(from: 248, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: window(at: index, width: 8)))
        }
        return bytes
    }

    /// The value as 32 little-endian bytes.
    public var littleEndianBytes: [UInt8] { bigEndianBytes.reversed() }

    /// The value of exactly 32 little-endian bytes; nil for another length.
    public init?(littleEndianBytes bytes: some BidirectionalCollection<UInt8>) {
        self.init(bigEndianBytes: bytes.reversed())
    }

    /// The value of exactly 32 big-endian bytes; nil for another length.
    public init?(bigEndianBytes bytes: some Sequence<UInt8>) {
        var value = UInt256.zero
        var count = 0
        for byte in bytes {
            guard count < 32 else { return nil }
            count += 1
            value.d = value.d << 8 | value.c >> 56
            value.c = value.c << 8 | value.b >> 56
            value.b = value.b << 8 | value.a >> 56
            value.a = value.a << 8 | UInt64(byte)
        }
        guard count == 32 else { return nil }
        self = value
    }
}

extension Felt252 {
    /// The element with this canonical value; nil when it is not below p.
    @inlinable public init?(_ integer: UInt256) {
        self.init(limbs: integer.a, integer.b, integer.c, integer.d)
    }

    /// The element congruent to a 256-bit integer.
    @inlinable public init(reducing integer: UInt256) {
        self.init(reducing: integer.a, integer.b, integer.c, integer.d)
    }
}

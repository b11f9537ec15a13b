public import ConstraintSystems
public import FiniteFields

/// Sixteen 32-bit integers.
@frozen public struct PackedHint: AIRHint {
    public var lanes: SIMD16<UInt32>
    @inlinable @inline(__always) public init(lanes: SIMD16<UInt32>) { self.lanes = lanes }
    @inlinable @inline(__always) public init(_ constant: UInt32) { lanes = SIMD16(repeating: constant) }
    @inlinable @inline(__always) public static func & (a: Self, b: Self) -> Self { Self(lanes: a.lanes & b.lanes) }
    @inlinable @inline(__always) public static func | (a: Self, b: Self) -> Self { Self(lanes: a.lanes | b.lanes) }
    @inlinable @inline(__always) public static func ^ (a: Self, b: Self) -> Self { Self(lanes: a.lanes ^ b.lanes) }
    @inlinable @inline(__always) public static func + (a: Self, b: Self) -> Self { Self(lanes: a.lanes &+ b.lanes) }
    @inlinable @inline(__always) public static func - (a: Self, b: Self) -> Self { Self(lanes: a.lanes &- b.lanes) }
    @inlinable @inline(__always) public static func * (a: Self, b: Self) -> Self { Self(lanes: a.lanes &* b.lanes) }
    @inlinable @inline(__always) public static func >> (a: Self, n: UInt32) -> Self { Self(lanes: a.lanes &>> n) }
    @inlinable @inline(__always) public static func << (a: Self, n: UInt32) -> Self { Self(lanes: a.lanes &<< n) }
    @inlinable @inline(__always) public func isEqual(to constant: UInt32) -> Self {
        let zero = SIMD16<UInt32>(repeating: 0)
        return Self(lanes: zero.replacing(with: 1, where: lanes .== constant))
    }
}

/// Sixteen 252-bit words, word-sliced: vector k has bits `32k ..< 32k + 32` of every lane. A handle into the arena.
@frozen public struct PackedWord: AIRWordHint {
    @usableFromInline let words: UnsafeMutablePointer<SIMD16<UInt32>>
    @inlinable init(_ words: UnsafeMutablePointer<SIMD16<UInt32>>) { self.words = words }
    @inlinable @inline(__always) public func limb(_ i: Int) -> PackedHint {
        let bit = 9 &* i, word = bit / 32, shift = UInt32(truncatingIfNeeded: bit % 32)
        var v = words[word] &>> shift
        if shift > 23 && word < 7 { v = v | (words[word &+ 1] &<< (32 &- shift)) }
        return PackedHint(lanes: v & 511)
    }
}

/// Sixteen elements of the Stark field.
@frozen public struct PackedFelt: AIRFeltHint {
    public var lanes: [16 of Felt252]
    @inlinable public init(lanes: [16 of Felt252]) { self.lanes = lanes }
    public init(small: UInt32) { lanes = [16 of Felt252](repeating: Felt252(UInt64(small))) }
    @inline(never) public static func + (a: Self, b: Self) -> Self {
        var r = a
        for i in 0..<16 { r.lanes[i] = a.lanes[i] + b.lanes[i] }
        return r
    }
    @inline(never) public static func - (a: Self, b: Self) -> Self {
        var r = a
        for i in 0..<16 { r.lanes[i] = a.lanes[i] - b.lanes[i] }
        return r
    }
    @inline(never) public static func * (a: Self, b: Self) -> Self {
        var r = a
        for i in 0..<16 { r.lanes[i] = a.lanes[i] * b.lanes[i] }
        return r
    }
    /// One inversion for all lanes; lanes that divide by zero give zero.
    @inline(never) public static func / (a: Self, b: Self) -> Self {
        var divisor = b
        for i in 0..<16 where divisor.lanes[i].isZero { divisor.lanes[i] = .one }
        var prefix = divisor
        for i in 1..<16 { prefix.lanes[i] = prefix.lanes[i &- 1] * divisor.lanes[i] }
        var inverse = prefix.lanes[15].inverse
        var r = a
        var i = 15
        while i > 0 {
            r.lanes[i] = a.lanes[i] * (inverse * prefix.lanes[i &- 1])
            inverse = inverse * divisor.lanes[i]
            i &-= 1
        }
        r.lanes[0] = a.lanes[0] * inverse
        for i in 0..<16 where b.lanes[i].isZero { r.lanes[i] = .zero }
        return r
    }
}

public import CLanes
public import FiniteFields

/// Sixteen elements of `M31`, one per lane, each canonical. The witness layout of the protocol has 16 lanes.
@frozen public struct PackedM31: BitwiseCopyable {
    public var lanes: SIMD16<UInt32>
    @inlinable @inline(__always) public init(lanes: SIMD16<UInt32>) { self.lanes = lanes }
    @inlinable @inline(__always) public init(_ constant: M31) { lanes = m31_splat_16(constant.value) }
    @inlinable @inline(__always) static var modulus: SIMD16<UInt32> { SIMD16(repeating: 0x7fff_ffff) }
    @inlinable @inline(__always) static func reduced(_ s: SIMD16<UInt32>) -> PackedM31 {
        PackedM31(lanes: lanes_min_16(s, s &- modulus))
    }
    @inlinable @inline(__always) public static func + (a: PackedM31, b: PackedM31) -> PackedM31 {
        PackedM31(lanes: m31_add_16(a.lanes, b.lanes))
    }
    @inlinable @inline(__always) public static func - (a: PackedM31, b: PackedM31) -> PackedM31 {
        PackedM31(lanes: m31_sub_16(a.lanes, b.lanes))
    }
    @inlinable @inline(__always) public static prefix func - (a: PackedM31) -> PackedM31 {
        PackedM31(lanes: m31_sub_16(m31_splat_16(0), a.lanes))
    }
    @inlinable @inline(__always) public static func * (a: PackedM31, b: PackedM31) -> PackedM31 {
        PackedM31(lanes: m31_mul_16(a.lanes, b.lanes))
    }
    @inlinable @inline(__always) public func times(_ c: M31) -> PackedM31 {
        let k = c.value
        if k & (k &- 1) == 0 && k != 0 {
            return PackedM31(lanes: m31_rotate_16(lanes, UInt32(truncatingIfNeeded: k.trailingZeroBitCount)))
        }
        return PackedM31(lanes: m31_mul_16(lanes, m31_splat_16(k)))
    }
    /// The even lanes as 64-bit integers.
    @inlinable @inline(__always) public static func wide(_ v: SIMD16<UInt32>) -> SIMD8<UInt64> {
        unsafeBitCast(v, to: SIMD8<UInt64>.self) & SIMD8(repeating: 0xffff_ffff)
    }
}

public import FiniteFields

/// The values constraints are written over: trace cells and expressions in them.
/// One conformer per use: packed rows, the out-of-domain point, degrees.
///
/// Operators take two values of the same type and nothing else, and constants go through methods. An overload
/// with a constant operand, or literals between operators, makes Swift's type checker exponential: sums of five
/// products then take seconds each, of eight fail.
public protocol AIRField: BitwiseCopyable {
    /// The constant as a value.
    init(_ constant: M31)
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    /// The product with a constant.
    func times(_ c: M31) -> Self
    static prefix func - (a: Self) -> Self
    /// The `2 count - 1` coefficients of the product of two polynomials of `count` coefficients, 28 or 32.
    /// `scratch` has room for 240 values.
    static func convolution(
        _ c: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int,
        scratch: UnsafeMutablePointer<Self>)
}

extension AIRField {
    /// The sum with a constant.
    @inlinable @inline(__always) public func plus(_ c: M31) -> Self { self + Self(c) }
    /// The difference to a constant.
    @inlinable @inline(__always) public func minus(_ c: M31) -> Self { self - Self(c) }
    /// `1 - self`.
    @inlinable @inline(__always) public var complement: Self { Self(1) - self }
    /// The additive identity.
    @inlinable @inline(__always) public static var zero: Self { Self(0) }
    /// The multiplicative identity.
    @inlinable @inline(__always) public static var one: Self { Self(1) }
    /// The product by Karatsuba's recursion; packed values have a faster one of their own.
    @inlinable public static func convolution(
        _ c: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int,
        scratch: UnsafeMutablePointer<Self>
    ) { karatsuba(c, a, b, count, scratch) }
}

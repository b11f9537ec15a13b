/// An element `a + b i` of the degree-2 extension of `M31`, `i² = −1`.
@frozen public struct CM31: Equatable, Sendable, BitwiseCopyable {
    /// The real and the imaginary part.
    public var a: M31, b: M31

    /// `a + b i`.
    @inlinable @inline(__always) public init(_ a: M31, _ b: M31) {
        self.a = a
        self.b = b
    }
    /// An element of the base field.
    @inlinable @inline(__always) public init(_ base: M31) { self.init(base, 0) }

    /// The identities of addition and multiplication.
    @inlinable public static var zero: CM31 { CM31(0, 0) }
    @inlinable public static var one: CM31 { CM31(1, 0) }

    @inlinable @inline(__always) public static func + (x: CM31, y: CM31) -> CM31 { CM31(x.a + y.a, x.b + y.b) }
    @inlinable @inline(__always) public static func - (x: CM31, y: CM31) -> CM31 { CM31(x.a - y.a, x.b - y.b) }
    @inlinable @inline(__always) public static prefix func - (x: CM31) -> CM31 { CM31(-x.a, -x.b) }
    @inlinable @inline(__always) public static func * (x: CM31, y: CM31) -> CM31 {
        CM31(x.a * y.a - x.b * y.b, x.a * y.b + x.b * y.a)
    }

    /// The product with an element of the base field.
    @inlinable @inline(__always) public func times(_ y: M31) -> CM31 { CM31(a * y, b * y) }
    /// `a − b i`.
    @inlinable public var conjugate: CM31 { CM31(a, -b) }
    /// The inverse; zero maps to zero: `(a − b i) / (a² + b²)`.
    public var inverse: CM31 { conjugate.times((a * a + b * b).inverse) }
}

extension QM31 {
    /// `x0 + x1 u`.
    @inlinable public init(_ x0: CM31, _ x1: CM31) { self.init(x0.a, x0.b, x1.a, x1.b) }
    /// The part without `u`.
    @inlinable public var x0: CM31 { CM31(a, b) }
    /// The coefficient of `u`.
    @inlinable public var x1: CM31 { CM31(c, d) }
    /// The conjugate over `CM31`: `x0 − x1 u` (STWO §1.1).
    @inlinable public var complexConjugate: QM31 { QM31(a, b, -c, -d) }
    /// The product with an element of `CM31`.
    @inlinable public func times(_ y: CM31) -> QM31 { QM31(x0 * y, x1 * y) }
}

public import FiniteFields

/// Sixteen elements `a + b i` of `CM31`, coordinate by coordinate.
@frozen public struct PackedCM31: BitwiseCopyable {
    public var a: PackedM31, b: PackedM31
    @inlinable @inline(__always) public init(_ a: PackedM31, _ b: PackedM31) {
        self.a = a
        self.b = b
    }
    @inlinable @inline(__always) public static func + (x: PackedCM31, y: PackedCM31) -> PackedCM31 {
        PackedCM31(x.a + y.a, x.b + y.b)
    }
    @inlinable @inline(__always) public static func - (x: PackedCM31, y: PackedCM31) -> PackedCM31 {
        PackedCM31(x.a - y.a, x.b - y.b)
    }
    @inlinable @inline(__always) public static func * (x: PackedCM31, y: PackedCM31) -> PackedCM31 {
        let ac = x.a * y.a, bd = x.b * y.b
        return PackedCM31(ac - bd, (x.a + x.b) * (y.a + y.b) - ac - bd)
    }
    /// `a^2 + b^2`, the inverse's denominator.
    @inlinable @inline(__always) public var norm: PackedM31 { a * a + b * b }
}

extension PackedQM31 {
    /// The product with an element of the middle field.
    @inlinable @inline(__always) public static func * (x: PackedQM31, y: PackedCM31) -> PackedQM31 {
        let p = PackedCM31(x.a, x.b) * y, q = PackedCM31(x.c, x.d) * y
        return PackedQM31(p.a, p.b, q.a, q.b)
    }
    @inlinable @inline(__always) public static prefix func - (x: PackedQM31) -> PackedQM31 {
        PackedQM31(-x.a, -x.b, -x.c, -x.d)
    }
    @inlinable public static var zero: PackedQM31 { PackedQM31(QM31.zero) }
    /// The element in one lane.
    @inlinable public subscript(lane: Int) -> QM31 {
        QM31(a[lane], b[lane], c[lane], d[lane])
    }
    /// The sum of the sixteen lanes.
    @inlinable public func sum() -> QM31 { QM31(a.sum(), b.sum(), c.sum(), d.sum()) }
}

extension PackedM31 {
    /// The element in one lane.
    @inlinable public subscript(lane: Int) -> M31 { M31(canonical: lanes[lane]) }
    /// The sum of the sixteen lanes.
    @inlinable public func sum() -> M31 {
        var total: UInt64 = 0
        for lane in 0..<16 { total &+= UInt64(lanes[lane]) }
        return M31(reducing: total)
    }
    /// The square repeated `count` times.
    @inlinable @inline(__always) func squared(times count: Int) -> PackedM31 {
        var x = self
        for _ in 0..<count { x = x * x }
        return x
    }
    /// The inverse of every lane, zero where the lane is zero: the power `P - 2 = 2^31 - 3`.
    @inlinable public var inverse: PackedM31 {
        // 2^31 - 3 = 0b1111111111111111111111111111101
        let x = self
        let x2 = x.squared(times: 1) * x  // 2 ones
        let x4 = x2.squared(times: 2) * x2
        let x8 = x4.squared(times: 4) * x4
        let x16 = x8.squared(times: 8) * x8
        let x24 = x16.squared(times: 8) * x8
        let x28 = x24.squared(times: 4) * x4
        let x29 = x28.squared(times: 1) * x
        return x29.squared(times: 2) * x
    }
}

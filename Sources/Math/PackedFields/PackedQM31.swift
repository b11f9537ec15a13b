public import FiniteFields

/// Sixteen elements of `QM31`, coordinate by coordinate.
@frozen public struct PackedQM31 {
    public var a: PackedM31, b: PackedM31, c: PackedM31, d: PackedM31
    @inlinable @inline(__always) public init(_ a: PackedM31, _ b: PackedM31, _ c: PackedM31, _ d: PackedM31) {
        self.a = a; self.b = b; self.c = c; self.d = d
    }
    @inlinable @inline(__always) public init(_ k: QM31) {
        self.init(PackedM31(k.a), PackedM31(k.b), PackedM31(k.c), PackedM31(k.d))
    }
    @inlinable @inline(__always) public static func + (x: PackedQM31, y: PackedQM31) -> PackedQM31 {
        PackedQM31(x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d)
    }
    @inlinable @inline(__always) public static func - (x: PackedQM31, y: PackedQM31) -> PackedQM31 {
        PackedQM31(x.a - y.a, x.b - y.b, x.c - y.c, x.d - y.d)
    }
    @inlinable @inline(__always) public static func * (x: PackedQM31, y: PackedM31) -> PackedQM31 {
        PackedQM31(x.a * y, x.b * y, x.c * y, x.d * y)
    }
    /// Sixteen products, six reductions.
    @inlinable @inline(__always) public static func * (x: PackedQM31, y: PackedQM31) -> PackedQM31 {
        let nb = -x.b, nd = -x.d
        var r = WideSum(), s = WideSum()
        r.add(x.c, y.c); r.add(nd, y.d)
        s.add(x.c, y.d); s.add(x.d, y.c)
        let rr = r.reduced(), ss = s.reduced()
        var p = WideSum(rr + rr - ss), q = WideSum(rr + ss + ss), t = WideSum(), v = WideSum()
        p.add(x.a, y.a); p.add(nb, y.b)
        q.add(x.a, y.b); q.add(x.b, y.a)
        t.add(x.a, y.c); t.add(nb, y.d); t.add(x.c, y.a); t.add(nd, y.b)
        v.add(x.a, y.d); v.add(x.b, y.c); v.add(x.c, y.b); v.add(x.d, y.a)
        return PackedQM31(p.reduced(), q.reduced(), t.reduced(), v.reduced())
    }
    /// Three base products per complex product: nine in all, reduced at once.
    @inlinable @inline(__always) public static func karatsuba(_ x: PackedQM31, _ y: PackedQM31) -> PackedQM31 {
        @inline(__always) func cm(_ a: PackedM31, _ b: PackedM31, _ e: PackedM31, _ f: PackedM31) -> (
            PackedM31, PackedM31
        ) {
            let ac = a * e, bd = b * f
            return (ac - bd, (a + b) * (e + f) - ac - bd)
        }
        let (p, q) = cm(x.a, x.b, y.a, y.b), (r, s) = cm(x.c, x.d, y.c, y.d)
        let (t, v) = cm(x.a + x.c, x.b + x.d, y.a + y.c, y.b + y.d)
        return PackedQM31(p + r + r - s, q + r + s + s, t - p - r, v - q - s)
    }
}

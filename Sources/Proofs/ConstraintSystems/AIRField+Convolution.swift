extension AIRField {
    /// `c[0 ..< 2n - 1] = a * b`; halves while n is even and above 8. Scratch: 4n values.
    @inlinable static func karatsuba(
        _ c: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ n: Int,
        _ scratch: UnsafeMutablePointer<Self>
    ) {
        guard n & 1 == 0, n > 8 else { return schoolbook(c, a, b, n) }
        let h = n / 2
        let sa = scratch, sb = scratch + h, cross = scratch + n, rest = scratch + 2 &* n
        for i in 0..<h {
            sa[i] = a[i] + a[i &+ h]
            sb[i] = b[i] + b[i &+ h]
        }
        karatsuba(cross, sa, sb, h, rest)
        karatsuba(c, a, b, h, rest)
        karatsuba(c + n, a + h, b + h, h, rest)
        // cross - low - high, added in the middle; the two 2h - 1 long products leave c[n - 1] unset.
        c[n &- 1] = .zero
        for i in 0..<(n &- 1) { cross[i] = cross[i] - c[i] - c[n &+ i] }
        for i in 0..<(n &- 1) { c[h &+ i] = c[h &+ i] + cross[i] }
    }
    @inlinable static func schoolbook(
        _ c: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ n: Int
    ) {
        for k in 0..<(2 &* n &- 1) {
            let first = k < n ? 0 : k &- n &+ 1, last = k < n ? k : n &- 1
            var sum = a[first] * b[k &- first]
            var i = first &+ 1
            while i <= last {
                sum = sum + a[i] * b[k &- i]
                i &+= 1
            }
            c[k] = sum
        }
    }
}

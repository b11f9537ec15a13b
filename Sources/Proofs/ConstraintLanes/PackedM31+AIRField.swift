public import ConstraintSystems
import FiniteFields
public import PackedFields

extension PackedM31: AIRField {
    /// Karatsuba twice down to 7 x 7 or 8 x 8, whose coefficients are sums of at most eight 64-bit products, reduced once.
    @inlinable public static func convolution(
        _ c: UnsafeMutablePointer<PackedM31>, _ a: UnsafePointer<PackedM31>, _ b: UnsafePointer<PackedM31>, count: Int,
        scratch: UnsafeMutablePointer<PackedM31>
    ) { packedConvolution(c, a, b, count, scratch) }
}

@inline(never) @usableFromInline
func packedConvolution(
    _ c: UnsafeMutablePointer<PackedM31>, _ a: UnsafePointer<PackedM31>, _ b: UnsafePointer<PackedM31>, _ count: Int,
    _ scratch: UnsafeMutablePointer<PackedM31>
) {
    packedKaratsuba(c, a, b, count, scratch)
}

func packedKaratsuba(
    _ c: UnsafeMutablePointer<PackedM31>, _ a: UnsafePointer<PackedM31>, _ b: UnsafePointer<PackedM31>, _ n: Int,
    _ scratch: UnsafeMutablePointer<PackedM31>
) {
    if n == 7 { return packedSchoolbook7(c, a, b) }
    if n == 8 { return packedSchoolbook8(c, a, b) }
    let h = n / 2
    let sa = scratch, sb = scratch + h, cross = scratch + n, rest = scratch + 2 &* n
    for i in 0..<h {
        sa[i] = a[i] + a[i &+ h]
        sb[i] = b[i] + b[i &+ h]
    }
    packedKaratsuba(cross, sa, sb, h, rest)
    packedKaratsuba(c, a, b, h, rest)
    packedKaratsuba(c + n, a + h, b + h, h, rest)
    c[n &- 1] = PackedM31(0)
    for i in 0..<(n &- 1) { cross[i] = cross[i] - c[i] - c[n &+ i] }
    for i in 0..<(n &- 1) { c[h &+ i] = c[h &+ i] + cross[i] }
}

@inline(never)
func packedSchoolbook7(
    _ c: UnsafeMutablePointer<PackedM31>, _ a: UnsafePointer<PackedM31>, _ b: UnsafePointer<PackedM31>
) { packedSchoolbook(c, a, b, 7) }

@inline(never)
func packedSchoolbook8(
    _ c: UnsafeMutablePointer<PackedM31>, _ a: UnsafePointer<PackedM31>, _ b: UnsafePointer<PackedM31>
) { packedSchoolbook(c, a, b, 8) }

@inline(__always)
func packedSchoolbook(
    _ c: UnsafeMutablePointer<PackedM31>, _ a: UnsafePointer<PackedM31>, _ b: UnsafePointer<PackedM31>, _ n: Int
) {
    for k in 0..<(2 &* n &- 1) {
        let first = k < n ? 0 : k &- n &+ 1, last = k < n ? k : n &- 1
        var sum = WideSum()
        var i = first, left = 4
        while i <= last {
            sum.add(a[i], b[k &- i])
            i &+= 1
            left &-= 1
            if left == 0 {
                sum.fold()
                left = 3
            }
        }
        c[k] = sum.reduced()
    }
}

public import FiniteFields
public import PackedFields

/// `v^(p - 2)` with p - 2 = 2^31 - 3; zero for zero.
@inline(never) @usableFromInline func packedInverse(_ v: PackedM31) -> PackedM31 {
    @inline(__always) func squared(_ x: PackedM31, _ n: Int) -> PackedM31 {
        var r = x
        for _ in 0..<n { r = r * r }
        return r
    }

    let t0 = squared(v, 2) * v
    let t1 = squared(t0, 1) * t0
    let t2 = squared(t1, 3) * t0
    let t3 = squared(t2, 1) * t0
    let t4 = squared(t3, 8) * t3
    let t5 = squared(t4, 8) * t3
    return squared(t5, 7) * t2
}

/// The inverse in the extension field, by the norm down to the base field.
func packedInverse(_ x: PackedQM31) -> PackedQM31 {
    let r = x.c * x.c - x.d * x.d, s = x.c * x.d + x.c * x.d
    let re = x.a * x.a - x.b * x.b - (r + r - s), im = x.a * x.b + x.a * x.b - (r + s + s)
    let n = packedInverse(re * re + im * im)
    let ire = re * n, iim = -(im * n)
    return PackedQM31(
        x.a * ire - x.b * iim, x.a * iim + x.b * ire, -(x.c * ire - x.d * iim), -(x.c * iim + x.d * ire))
}

/// `acc += sum of values[i] * weights[i]`, reduced late. Two of the four coordinates per pass, so that the
/// accumulators of a pass fill half of the AVX2 registers.
@inline(never) @usableFromInline
func accumulateDot(
    _ acc: UnsafeMutablePointer<PackedM31>, _ values: UnsafePointer<PackedM31>, _ weights: UnsafePointer<QM31>, _ n: Int
) {
    for half in 0..<2 {
        let w = UnsafeRawPointer(weights).assumingMemoryBound(to: UInt32.self) + 2 &* half
        var x = WideSum(acc[2 &* half]), y = WideSum(acc[2 &* half &+ 1])
        var left = 3
        for i in 0..<n {
            let s = SplitM31(values[i])
            x.add(s, SIMD8<UInt64>(repeating: UInt64(w[4 &* i])))
            y.add(s, SIMD8<UInt64>(repeating: UInt64(w[4 &* i &+ 1])))
            left &-= 1
            if left == 0 {
                x.fold()
                y.fold()
                left = 3
            }
        }
        acc[2 &* half] = x.reduced()
        acc[2 &* half &+ 1] = y.reduced()
    }
}

/// A tuple of values as contiguous memory for the duration of a call.
@inlinable @inline(__always) func withUnsafeTuple<let n: Int>(
    _ tuple: [n of PackedM31], _ body: (UnsafePointer<PackedM31>) -> Void
) {
    withUnsafePointer(to: tuple) { p in
        body(UnsafeRawPointer(p).assumingMemoryBound(to: PackedM31.self))
    }
}

/// Memory for kernels, aligned to cache lines and zeroed; the caller frees it.
func allocateZeroed<T>(_ count: Int, of type: T.Type) -> UnsafeMutablePointer<T> {
    let bytes = count * MemoryLayout<T>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    return raw.bindMemory(to: T.self, capacity: count)
}

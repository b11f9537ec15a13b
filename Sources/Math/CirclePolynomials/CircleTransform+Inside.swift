import CLanes
import PackedFields

/// The lowest five layers, inside pairs of vectors.
///
/// Unzipping a pair moves bit 0 of the position to the top, so that the partners of the next layer face each other in
/// the two vectors; after five steps the order is the original one.
extension CircleTransform {
    @inline(__always) private static func words(_ table: UnsafePointer<UInt32>, _ j: Int) -> UnsafePointer<UInt32> {
        table + (1 << j)
    }

    /// `first`: the number of the first pair within the root domain; `scale`: a power of two multiplied in.
    func inverseInside(
        _ v: UnsafeMutablePointer<PackedM31>, pairs: Int, first: Int, root: Int, _ table: UnsafePointer<UInt32>,
        scale: UInt32
    ) {
        let t1 = CircleTransform.words(table, root - 2) + 8 * first
        let t2 = CircleTransform.words(table, root - 3) + 4 * first
        let t3 = CircleTransform.words(table, root - 4) + 2 * first
        let t4 = CircleTransform.words(table, root - 5) + first
        for g in 0..<pairs {
            let p = v + 2 &* g
            var (a, b) = CircleTransform.unzipped(p[0], p[1])
            (a, b) = (a + b, (a - b) * PackedM31(lanes: lanes_circle_twiddles(t1 + 8 &* g)))
            (a, b) = CircleTransform.unzipped(a, b)
            (a, b) = (a + b, (a - b) * PackedM31(lanes: lanes_repeat_8(t1 + 8 &* g)))
            (a, b) = CircleTransform.unzipped(a, b)
            (a, b) = (a + b, (a - b) * PackedM31(lanes: lanes_repeat_4(t2 + 4 &* g)))
            (a, b) = CircleTransform.unzipped(a, b)
            (a, b) = (a + b, (a - b) * PackedM31(lanes: lanes_repeat_2(t3 + 2 &* g)))
            (a, b) = CircleTransform.unzipped(a, b)
            (a, b) = (a + b, (a - b) * PackedM31(lanes: m31_splat_16(t4[g])))
            p[0] = PackedM31(lanes: m31_rotate_16(a.lanes, scale))
            p[1] = PackedM31(lanes: m31_rotate_16(b.lanes, scale))
        }
    }

    func forwardInside(
        _ v: UnsafeMutablePointer<PackedM31>, pairs: Int, first: Int, root: Int, _ table: UnsafePointer<UInt32>
    ) {
        let t1 = CircleTransform.words(table, root - 2) + 8 * first
        let t2 = CircleTransform.words(table, root - 3) + 4 * first
        let t3 = CircleTransform.words(table, root - 4) + 2 * first
        let t4 = CircleTransform.words(table, root - 5) + first
        for g in 0..<pairs {
            let p = v + 2 &* g
            var a = p[0], b = p[1] * PackedM31(lanes: m31_splat_16(t4[g]))
            (a, b) = CircleTransform.zipped(a + b, a - b)
            b = b * PackedM31(lanes: lanes_repeat_2(t3 + 2 &* g))
            (a, b) = CircleTransform.zipped(a + b, a - b)
            b = b * PackedM31(lanes: lanes_repeat_4(t2 + 4 &* g))
            (a, b) = CircleTransform.zipped(a + b, a - b)
            b = b * PackedM31(lanes: lanes_repeat_8(t1 + 8 &* g))
            (a, b) = CircleTransform.zipped(a + b, a - b)
            b = b * PackedM31(lanes: lanes_circle_twiddles(t1 + 8 &* g))
            (p[0], p[1]) = CircleTransform.zipped(a + b, a - b)
        }
    }

    @inline(__always) static func unzipped(_ a: PackedM31, _ b: PackedM31) -> (PackedM31, PackedM31) {
        (
            PackedM31(lanes: lanes_unzip_even_16(a.lanes, b.lanes)),
            PackedM31(lanes: lanes_unzip_odd_16(a.lanes, b.lanes))
        )
    }
    @inline(__always) static func zipped(_ a: PackedM31, _ b: PackedM31) -> (PackedM31, PackedM31) {
        (
            PackedM31(lanes: lanes_zip_low_16(a.lanes, b.lanes)),
            PackedM31(lanes: lanes_zip_high_16(a.lanes, b.lanes))
        )
    }
}

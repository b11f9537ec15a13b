import CLanes
import PackedFields

/// Line layers whose partners are whole vectors apart, two layers at a time.
extension CircleTransform {
    @inline(__always) private static func factor(_ table: UnsafePointer<UInt32>, _ j: Int, _ h: Int) -> PackedM31 {
        PackedM31(lanes: m31_splat_16(table[(1 &<< j) &+ h]))
    }

    /// Layers `from ..< to` of `2^logSize` elements in place, `from >= 5`; `index` counts parts of that size in the
    /// root domain.
    func inverseLayers(
        _ v: UnsafeMutablePointer<PackedM31>, from: Int, to: Int, logSize: Int, index: Int, root: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        var layer = from
        while layer < to {
            if layer + 1 < to {
                let blocks = 1 << (logSize - layer - 2)
                CircleTransform.inversePair(
                    v, stride: 1 << (layer - 4), blocks: blocks, width: 1 << (layer - 4), first: index * blocks,
                    j: root - layer - 1, table)
                layer += 2
            } else {
                let blocks = 1 << (logSize - layer - 1)
                CircleTransform.inverseSingle(
                    v, stride: 1 << (layer - 4), blocks: blocks, width: 1 << (layer - 4), first: index * blocks,
                    j: root - layer - 1, table)
                layer += 1
            }
        }
    }

    func forwardLayers(
        _ v: UnsafeMutablePointer<PackedM31>, from: Int, to: Int, logSize: Int, index: Int, root: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        var layer = to
        while layer > from {
            if layer - 2 >= from {
                let blocks = 1 << (logSize - layer)
                CircleTransform.forwardPair(
                    v, stride: 1 << (layer - 6), blocks: blocks, width: 1 << (layer - 6), first: index * blocks,
                    j: root - layer + 1, table)
                layer -= 2
            } else {
                let blocks = 1 << (logSize - layer)
                CircleTransform.forwardSingle(
                    v, stride: 1 << (layer - 5), blocks: blocks, width: 1 << (layer - 5), first: index * blocks,
                    j: root - layer, table)
                layer -= 1
            }
        }
    }

    /// Two layers: the lower one has table `j`, the upper one `j - 1`. A block is four runs of `stride` vectors, of
    /// which the first `width` are worked on.
    static func inversePair(
        _ v: UnsafeMutablePointer<PackedM31>, stride: Int, blocks: Int, width: Int, first: Int, j: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        for b in 0..<blocks {
            let h = first &+ b
            let t0 = factor(table, j, 2 &* h), t1 = factor(table, j, 2 &* h &+ 1), u = factor(table, j &- 1, h)
            let p = v + 4 &* stride &* b
            for i in 0..<width {
                let q = p + i
                let a = q[0], b = q[stride], c = q[2 &* stride], d = q[3 &* stride]
                let x0 = a + b, x1 = (a - b) * t0, x2 = c + d, x3 = (c - d) * t1
                q[0] = x0 + x2
                q[stride] = x1 + x3
                q[2 &* stride] = (x0 - x2) * u
                q[3 &* stride] = (x1 - x3) * u
            }
        }
    }

    static func inverseSingle(
        _ v: UnsafeMutablePointer<PackedM31>, stride: Int, blocks: Int, width: Int, first: Int, j: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        for b in 0..<blocks {
            let t = factor(table, j, first &+ b)
            let p = v + 2 &* stride &* b
            for i in 0..<width {
                let q = p + i
                let a = q[0], b = q[stride]
                q[0] = a + b
                q[stride] = (a - b) * t
            }
        }
    }

    /// The counterpart of `inversePair`: `j` is the table of the lower layer.
    static func forwardPair(
        _ v: UnsafeMutablePointer<PackedM31>, stride: Int, blocks: Int, width: Int, first: Int, j: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        for b in 0..<blocks {
            let h = first &+ b
            let t0 = factor(table, j, 2 &* h), t1 = factor(table, j, 2 &* h &+ 1), u = factor(table, j &- 1, h)
            let p = v + 4 &* stride &* b
            for i in 0..<width {
                let q = p + i
                let a = q[0], b = q[stride], c = q[2 &* stride] * u, d = q[3 &* stride] * u
                let x0 = a + c, x1 = (b + d) * t0, x2 = a - c, x3 = (b - d) * t1
                q[0] = x0 + x1
                q[stride] = x0 - x1
                q[2 &* stride] = x2 + x3
                q[3 &* stride] = x2 - x3
            }
        }
    }

    static func forwardSingle(
        _ v: UnsafeMutablePointer<PackedM31>, stride: Int, blocks: Int, width: Int, first: Int, j: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        for b in 0..<blocks {
            let t = factor(table, j, first &+ b)
            let p = v + 2 &* stride &* b
            for i in 0..<width {
                let q = p + i
                let a = q[0], b = q[stride] * t
                q[0] = a + b
                q[stride] = a - b
            }
        }
    }
}

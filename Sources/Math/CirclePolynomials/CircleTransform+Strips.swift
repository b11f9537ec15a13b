import PackedFields

/// The upper layers of large columns. Partners lie far apart, at distances that fall into the same cache sets: up to
/// 64 rows of four vectors are copied into a buffer, transformed there, and written back.
extension CircleTransform {
    /// Layers `from ..< to` of the whole; `index` counts parts of `2^logSize` elements in the root domain.
    func inverseStrips(
        _ v: UnsafeMutablePointer<PackedM31>, from: Int, to: Int, logSize: Int, index: Int, root: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        strips(v, from: from, to: to, logSize: logSize, index: index) { buffer, place in
            let width = CircleTransform.stripWidth, layers = to - from
            var layer = 0
            while layer < layers {
                let stride = width << layer
                if layer + 1 < layers {
                    let blocks = 1 << (layers - layer - 2)
                    CircleTransform.inversePair(
                        buffer, stride: stride, blocks: blocks, width: stride, first: place * blocks,
                        j: root - from - layer - 1, table)
                    layer += 2
                } else {
                    CircleTransform.inverseSingle(
                        buffer, stride: stride, blocks: 1, width: stride, first: place, j: root - from - layer - 1,
                        table)
                    layer += 1
                }
            }
        }
    }

    func forwardStrips(
        _ v: UnsafeMutablePointer<PackedM31>, from: Int, to: Int, logSize: Int, index: Int, root: Int,
        _ table: UnsafePointer<UInt32>
    ) {
        strips(v, from: from, to: to, logSize: logSize, index: index) { buffer, place in
            let width = CircleTransform.stripWidth, layers = to - from
            var layer = layers
            while layer > 0 {
                let blocks = 1 << (layers - layer)
                if layer >= 2 {
                    let stride = width << (layer - 2)
                    CircleTransform.forwardPair(
                        buffer, stride: stride, blocks: blocks, width: stride, first: place * blocks,
                        j: root - from - layer + 1, table)
                    layer -= 2
                } else {
                    let stride = width << (layer - 1)
                    CircleTransform.forwardSingle(
                        buffer, stride: stride, blocks: blocks, width: stride, first: place * blocks,
                        j: root - from - layer, table)
                    layer -= 1
                }
            }
        }
    }

    /// Calls `body` with every strip and the number of its group of rows within the root domain.
    @inline(__always) private func strips(
        _ v: UnsafeMutablePointer<PackedM31>, from: Int, to: Int, logSize: Int, index: Int,
        _ body: (UnsafeMutablePointer<PackedM31>, Int) -> Void
    ) {
        let width = CircleTransform.stripWidth, rows = 1 << (to - from), rowStride = 1 << (from - 4)
        let groups = 1 << (logSize - to)
        withUnsafeTemporaryAllocation(
            byteCount: rows * width * MemoryLayout<PackedM31>.stride, alignment: 64
        ) { raw in
            guard let base = raw.baseAddress else { return }
            let buffer = base.bindMemory(to: PackedM31.self, capacity: rows * width)
            for group in 0..<groups {
                let start = v + (group << (to - 4))
                var column = 0
                while column < rowStride {
                    for row in 0..<rows {
                        (buffer + row &* width).update(from: start + (row &* rowStride &+ column), count: width)
                    }
                    body(buffer, index &* groups &+ group)
                    for row in 0..<rows {
                        (start + (row &* rowStride &+ column)).update(from: buffer + row &* width, count: width)
                    }
                    column &+= width
                }
            }
        }
    }
}

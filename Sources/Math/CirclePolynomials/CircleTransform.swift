public import PackedFields

/// The circle FFT on packed columns in storage order (STWO §1.4), forward and inverse.
///
/// Both directions work on the subtree `index` of a larger domain: with `2^β` times as many points the values of a
/// polynomial split into `2^β` consecutive parts, each a transform of the original size with its own factors. That
/// makes a low-degree extension `2^β` small transforms. For a plain domain the subtree is the whole (`rootLogSize`
/// equal to the log size, index 0).
///
/// The lowest five layers run inside pairs of vectors, the next ten inside a block that fits the second-level cache,
/// the rest on strips copied into a small buffer.
public struct CircleTransform: Sendable {
    /// log2 of the block of elements whose layers are done together.
    static var logBlock: Int { 15 }
    /// The vectors of one row of a strip.
    static var stripWidth: Int { 4 }
    /// The most layers of one strip pass.
    static var stripLayers: Int { 6 }

    let twiddles: Twiddles

    public init(_ twiddles: Twiddles) { self.twiddles = twiddles }

    /// Values to coefficients, in place: `2^logSize` elements that lie in subtree `index` of a domain of
    /// `rootLogSize`. `logSize` of at least 5.
    public func interpolate(
        _ v: UnsafeMutablePointer<PackedM31>, logSize: Int, rootLogSize: Int? = nil, index: Int = 0
    ) {
        let root = rootLogSize ?? logSize
        precondition(logSize >= 5 && root >= logSize && root <= twiddles.logSize && index >> (root - logSize) == 0)
        let table = UnsafePointer(twiddles.inverse.words)
        let block = min(logSize, CircleTransform.logBlock)
        let scale = UInt32((31 - logSize) % 31)
        for b in 0..<(1 << (logSize - block)) {
            let part = v + (b << (block - 4)), place = (index << (logSize - block)) + b
            inverseInside(part, pairs: 1 << (block - 5), first: place << (block - 5), root: root, table, scale: scale)
            inverseLayers(part, from: 5, to: block, logSize: block, index: place, root: root, table)
        }
        var layer = block
        while layer < logSize {
            let next = min(logSize, layer + CircleTransform.stripLayers)
            inverseStrips(v, from: layer, to: next, logSize: logSize, index: index, root: root, table)
            layer = next
        }
    }

    /// Coefficients to values, in place; the counterpart of `interpolate`.
    public func evaluate(
        _ v: UnsafeMutablePointer<PackedM31>, logSize: Int, rootLogSize: Int? = nil, index: Int = 0
    ) {
        forward(
            v, logSize: logSize, root: rootLogSize ?? logSize, index: index,
            table: UnsafePointer(twiddles.forward.words))
    }

    /// The transpose of `interpolate` without its scaling: the forward network with inverted factors.
    func transposedInterpolate(_ v: UnsafeMutablePointer<PackedM31>, logSize: Int, rootLogSize: Int) {
        forward(
            v, logSize: logSize, root: rootLogSize, index: 0, table: UnsafePointer(twiddles.inverse.words))
    }

    private func forward(
        _ v: UnsafeMutablePointer<PackedM31>, logSize: Int, root: Int, index: Int, table: UnsafePointer<UInt32>
    ) {
        precondition(logSize >= 5 && root >= logSize && root <= twiddles.logSize && index >> (root - logSize) == 0)
        let block = min(logSize, CircleTransform.logBlock)
        var layer = logSize
        while layer > block {
            let next = max(block, layer - CircleTransform.stripLayers)
            forwardStrips(v, from: next, to: layer, logSize: logSize, index: index, root: root, table)
            layer = next
        }
        for b in 0..<(1 << (logSize - block)) {
            let part = v + (b << (block - 4)), place = (index << (logSize - block)) + b
            forwardLayers(part, from: 5, to: block, logSize: block, index: place, root: root, table)
            forwardInside(part, pairs: 1 << (block - 5), first: place << (block - 5), root: root, table)
        }
    }
}

public import FiniteFields

/// Writes the inverses of `count` vectors: one inversion and three products a vector. No lane may be zero: one zero
/// spoils its lane in every vector. `output` and `input` must not overlap.
@inlinable public func invertBatch(
    _ input: UnsafePointer<PackedM31>, into output: UnsafeMutablePointer<PackedM31>, count: Int
) {
    guard count > 0 else { return }
    var product = PackedM31(1)
    for i in 0..<count {
        output[i] = product
        product = product * input[i]
    }
    var inverse = product.inverse
    var i = count &- 1
    while i >= 0 {
        output[i] = output[i] * inverse
        inverse = inverse * input[i]
        i &-= 1
    }
}

/// The same for the extension field, through the norms.
@inlinable public func invertBatch(
    _ input: UnsafePointer<PackedQM31>, into output: UnsafeMutablePointer<PackedQM31>, count: Int
) {
    guard count > 0 else { return }
    var product = PackedQM31(QM31.one)
    for i in 0..<count {
        output[i] = product
        product = product * input[i]
    }
    var inverse = product.inverse
    var i = count &- 1
    while i >= 0 {
        output[i] = output[i] * inverse
        inverse = inverse * input[i]
        i &-= 1
    }
}

extension PackedQM31 {
    /// The inverse of every lane, zero where the lane is zero.
    @inlinable public var inverse: PackedQM31 {
        // (x0 + x1 u)^-1 = (x0 - x1 u) / (x0^2 - (2 + i) x1^2)
        let x0 = PackedCM31(a, b), x1 = PackedCM31(c, d)
        let s = x0 * x0, t = x1 * x1
        let denominator = PackedCM31(s.a - (t.a + t.a - t.b), s.b - (t.a + t.b + t.b))
        let n = denominator.norm.inverse
        let inverse = PackedCM31(denominator.a * n, -(denominator.b * n))
        let p = x0 * inverse, q = x1 * inverse
        return PackedQM31(p.a, p.b, -q.a, -q.b)
    }
}

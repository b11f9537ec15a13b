public import CircleGroups
public import FiniteFields

/// The circle FFT in the words of its definition (STWO §1.4), on any size from `2^1` on: what the fast one is checked
/// against, and what serves domains below its smallest size.
public enum ReferenceTransform {
    /// The layer-0 factor of pair `h`: the y-coordinate of the point whose value lies in slot `2 h`.
    static func circleFactor(logSize: Int, _ h: Int) -> M31 {
        CircleDomain(logSize: logSize).halfCoset.point(at: bitReversed(UInt32(h), bits: logSize - 1)).y
    }

    /// The factor of block `h` in line layer `i >= 1`.
    static func lineFactor(logSize: Int, layer i: Int, _ h: Int) -> M31 {
        let coset = CircleDomain(logSize: logSize).halfCoset
        let index = coset.index(at: bitReversed(UInt32(h), bits: logSize - i - 1))
        return index.point.doubled(times: i - 1).x
    }

    /// Coefficients from values in storage order.
    public static func interpolate(_ values: [M31]) -> [M31] {
        var v = values
        let n = v.count.trailingZeroBitCount
        for i in 0..<n {
            for h in 0..<(v.count >> (i + 1)) {
                let t = (i == 0 ? circleFactor(logSize: n, h) : lineFactor(logSize: n, layer: i, h)).inverse
                for l in 0..<(1 << i) {
                    let low = (h << (i + 1)) + l, high = low + (1 << i)
                    (v[low], v[high]) = (v[low] + v[high], (v[low] - v[high]) * t)
                }
            }
        }
        let scale = M31(reducing: UInt64(v.count)).inverse
        return v.map { $0 * scale }
    }

    /// Values in storage order from as many coefficients.
    public static func evaluate(_ coefficients: [M31]) -> [M31] {
        var v = coefficients
        let n = v.count.trailingZeroBitCount
        for i in (0..<n).reversed() {
            for h in 0..<(v.count >> (i + 1)) {
                let t = i == 0 ? circleFactor(logSize: n, h) : lineFactor(logSize: n, layer: i, h)
                for l in 0..<(1 << i) {
                    let low = (h << (i + 1)) + l, high = low + (1 << i)
                    let scaled = v[high] * t
                    (v[low], v[high]) = (v[low] + scaled, v[low] - scaled)
                }
            }
        }
        return v
    }

    /// The value of a polynomial at a point: the coefficients folded with y, x, π(x), π²(x), …, lowest bit first.
    public static func evaluate(_ coefficients: [M31], at point: SecureCirclePoint) -> QM31 {
        var v = coefficients.map { QM31($0) }
        for factor in coordinateFactors(of: point, count: v.count.trailingZeroBitCount) {
            v = (0..<(v.count / 2)).map { v[2 * $0] + v[2 * $0 + 1] * factor }
        }
        return v[0]
    }
}

/// The factors `y, x, π(x), π²(x), …` of a point: basis element `k` is the product of those whose bit is set in `k`.
public func coordinateFactors(of point: SecureCirclePoint, count: Int) -> [QM31] {
    var factors: [QM31] = []
    var x = point.x
    for i in 0..<count {
        if i == 0 {
            factors.append(point.y)
        } else {
            factors.append(x)
            x = doubleX(x)
        }
    }
    return factors
}

import CLanes
import CircleGroups
import CirclePolynomials
import FiniteFields
import PackedFields
import WorkerPools

/// Folding of a layer's evaluations (STWO §4.8): neighbours `v0`, `v1` become `v0 + v1 + α (v0 - v1) / c`, `c` their
/// coordinate y on the circle and x on the line. There is no division by two.
struct LayerFolding {
    let twiddles: Twiddles

    /// Folds `step` times, the challenge squared from one fold to the next.
    func fold(_ layer: SecureColumn, step: Int, challenge: QM31, isCircle: Bool) -> SecureColumn {
        var layer = layer, challenge = challenge
        for number in 0..<step {
            layer = once(layer, challenge: challenge, isCircle: isCircle && number == 0)
            challenge = challenge * challenge
        }
        return layer
    }

    private func once(_ layer: SecureColumn, challenge: QM31, isCircle: Bool) -> SecureColumn {
        guard layer.logSize >= 5 else { return short(layer, challenge: challenge, isCircle: isCircle) }
        let result = SecureColumn(logSize: layer.logSize - 1, zeroed: false)
        let factor = PackedQM31(challenge)
        twiddles.withInverses { table in
            // A circle takes its coordinates from the line table one smaller, sixteen from eight words.
            let factors = table + (1 << (isCircle ? layer.logSize - 2 : layer.logSize - 1))
            WorkerPool.shared.forRanges(result.vectorCount, grain: 1024) { range in
                for g in range {
                    let t = PackedM31(
                        lanes: isCircle
                            ? lanes_circle_twiddles(factors + 8 &* g)
                            : UnsafeRawPointer(factors + 16 &* g).load(as: SIMD16<UInt32>.self))
                    let x = layer.vector(2 &* g), y = layer.vector(2 &* g &+ 1)
                    let even = LayerFolding.even(x, y), odd = LayerFolding.odd(x, y)
                    result.set(g, even + odd + factor * ((even - odd) * t))
                }
            }
        }
        return result
    }

    @inline(__always) private static func even(_ x: PackedQM31, _ y: PackedQM31) -> PackedQM31 {
        PackedQM31(
            PackedM31(lanes: lanes_unzip_even_16(x.a.lanes, y.a.lanes)),
            PackedM31(lanes: lanes_unzip_even_16(x.b.lanes, y.b.lanes)),
            PackedM31(lanes: lanes_unzip_even_16(x.c.lanes, y.c.lanes)),
            PackedM31(lanes: lanes_unzip_even_16(x.d.lanes, y.d.lanes)))
    }
    @inline(__always) private static func odd(_ x: PackedQM31, _ y: PackedQM31) -> PackedQM31 {
        PackedQM31(
            PackedM31(lanes: lanes_unzip_odd_16(x.a.lanes, y.a.lanes)),
            PackedM31(lanes: lanes_unzip_odd_16(x.b.lanes, y.b.lanes)),
            PackedM31(lanes: lanes_unzip_odd_16(x.c.lanes, y.c.lanes)),
            PackedM31(lanes: lanes_unzip_odd_16(x.d.lanes, y.d.lanes)))
    }

    private func short(_ layer: SecureColumn, challenge: QM31, isCircle: Bool) -> SecureColumn {
        let result = SecureColumn(logSize: layer.logSize - 1)
        for h in 0..<result.count {
            let slot = UInt32(2 * h)
            let coordinate =
                isCircle
                ? CircleDomain(logSize: layer.logSize).point(atSlot: slot).y
                : LineDomain(logSize: layer.logSize).x(atSlot: slot)
            let even = layer[2 * h], odd = layer[2 * h + 1]
            result[h] = even + odd + challenge * (even - odd).times(coordinate.inverse)
        }
        return result
    }

    /// The polynomial that takes these values on a line domain, its `2^logCoefficients` coefficients in bit-reversed
    /// order; nil when its degree is not below that.
    static func lastPolynomial(_ layer: SecureColumn, logCoefficients: Int) -> [QM31]? {
        var v = (0..<layer.count).map { layer[$0] }
        for i in 0..<layer.logSize {
            let domain = LineDomain(logSize: layer.logSize - i)
            for h in 0..<(v.count >> (i + 1)) {
                let t = domain.x(atSlot: UInt32(2 * h)).inverse
                for l in 0..<(1 << i) {
                    let low = (h << (i + 1)) + l, high = low + (1 << i)
                    (v[low], v[high]) = (v[low] + v[high], (v[low] - v[high]).times(t))
                }
            }
        }
        let scale = M31(reducing: UInt64(v.count)).inverse
        guard v.dropFirst(1 << logCoefficients).allSatisfy({ $0 == .zero }) else { return nil }
        return (0..<(1 << logCoefficients)).map {
            v[Int(bitReversed(UInt32($0), bits: logCoefficients))].times(scale)
        }
    }
}

import CLanes
public import CircleGroups
public import FiniteFields
public import PackedFields
import WorkerPools

/// The linear functional "value at a point outside of the domain" on committed columns.
///
/// A polynomial of degree bound `2^logSize` is determined by the first `2^logSize` slots of any extension of it; its
/// value at a point is their product with a fixed vector of weights: the basis values at the point sent through the
/// transposed interpolation. One such vector serves every column of a size, so that opening a column costs one pass
/// over a half (or less) of what is committed, and no coefficients need be kept.
public struct PointWeights: Sendable {
    public let logSize: Int
    /// The weights; their number is that of the slots.
    public let weights: SecureColumn

    /// - Parameters:
    ///   - point: where columns are evaluated, already doubled down to the column's own size.
    ///   - logSize: log2 of the degree bound, at least 5.
    ///   - extendedLogSize: log2 of the length of the committed columns.
    public init(point: SecureCirclePoint, logSize: Int, extendedLogSize: Int, transform: CircleTransform) {
        self.logSize = logSize
        weights = PointWeights.basis(
            at: point, logSize: logSize, first: QM31(M31(reducing: 1 << UInt64(logSize)).inverse))
        let coordinates = weights.coordinates
        WorkerPool.shared.forEach(4) { k in
            transform.transposedInterpolate(
                coordinates[k].vectors, logSize: logSize, rootLogSize: extendedLogSize)
        }
    }

    /// Weights of coefficients in place of values: the basis values at the point.
    public init(ofCoefficientsAt point: SecureCirclePoint, logSize: Int) {
        self.logSize = logSize
        weights = PointWeights.basis(at: point, logSize: logSize, first: .one)
    }

    /// The basis values `y^{b0} x^{b1} π(x)^{b2} …` times `first`: the interpolation's scale.
    private static func basis(at point: SecureCirclePoint, logSize: Int, first: QM31) -> SecureColumn {
        let column = SecureColumn(logSize: logSize, zeroed: false)
        let factors = coordinateFactors(of: point, count: logSize)
        column[0] = first
        for (m, factor) in factors.enumerated() {
            let half = 1 << m
            if half < 16 {
                for h in 0..<half { column[h + half] = column[h] * factor }
                continue
            }
            let packed = PackedQM31(factor), n = half >> 4
            WorkerPool.shared.forRanges(n, grain: 1024) { range in
                for h in range { column.set(h &+ n, column.vector(h) * packed) }
            }
        }
        return column
    }

    /// The values of these columns (extensions of polynomials below the degree bound) at the point.
    public func values(of columns: [PackedColumn]) -> [QM31] {
        let chunk = 64
        let vectors = weights.vectorCount, chunks = (vectors + chunk - 1) / chunk
        let columnsAtOnce = 16
        var results = [QM31](repeating: .zero, count: columns.count)
        let pointers = columns.map { UnsafePointer($0.vectors) }
        results.withUnsafeMutableBufferPointer { out in
            guard let out = out.baseAddress else { return }
            defer { withExtendedLifetime(columns) {} }
            WorkerPool.shared.forRanges(pointers.count, grain: columnsAtOnce) { range in
                // Chunks outside, columns inside: the weights of a chunk stay in the first-level cache.
                for part in 0..<chunks {
                    let start = part &* chunk, count = min(chunk, vectors &- start)
                    for k in range {
                        out[k] = out[k] + PointWeights.product(pointers[k] + start, weights, start, count)
                    }
                }
            }
        }
        return results
    }

    /// The sum over `count` vectors, at most 2^20, of column times weight.
    @inline(never) private static func product(
        _ column: UnsafePointer<PackedM31>, _ weights: SecureColumn, _ start: Int, _ count: Int
    ) -> QM31 {
        let wa = weights.a.vectors + start, wb = weights.b.vectors + start
        let wc = weights.c.vectors + start, wd = weights.d.vectors + start
        var a = WideSum(), b = WideSum(), c = WideSum(), d = WideSum()
        var i = 0
        while i < count {
            let end = min(i &+ 3, count)
            while i < end {
                let v = SplitM31(column[i])
                a.add(v, SplitM31(wa[i]))
                b.add(v, SplitM31(wb[i]))
                c.add(v, SplitM31(wc[i]))
                d.add(v, SplitM31(wd[i]))
                i &+= 1
            }
            a.fold()
            b.fold()
            c.fold()
            d.fold()
        }
        return QM31(a.reduced().sum(), b.reduced().sum(), c.reduced().sum(), d.reduced().sum())
    }
}

import FiniteFields
import PackedFields
import WorkerPools

/// Sums of columns times extension constants: the numerators of the quotients.
enum WeightedColumns {
    /// The columns whose weights are held at once.
    static var columnsAtOnce: Int { 12 }

    /// Adds `Σ weight · column` to a sum of the columns' whole size, in the vectors that the parts have.
    static func add(_ terms: [(part: ColumnPart, weight: QM31)], to sum: SecureColumn) {
        guard let vectors = terms.first?.part.vectors else { return }
        var columns: [UnsafePointer<PackedM31>] = []
        // Four constants a column, already as wide lanes.
        var weights: [SIMD8<UInt64>] = []
        for (part, weight) in terms {
            columns.append(part.base)
            for value in [weight.a, weight.b, weight.c, weight.d] {
                weights.append(SIMD8(repeating: UInt64(value.value)))
            }
        }
        columns.withUnsafeBufferPointer { columns in
            weights.withUnsafeBufferPointer { weights in
                guard let columnBase = columns.baseAddress, let weightBase = weights.baseAddress else { return }
                WorkerPool.shared.forRanges(vectors.count, grain: 64) { relative in
                    let range = vectors.lowerBound + relative.lowerBound..<vectors.lowerBound + relative.upperBound
                    var first = 0
                    while first < columns.count {
                        let count = min(columnsAtOnce, columns.count &- first)
                        accumulate(columnBase + first, weightBase + 4 &* first, count, range, sum)
                        first &+= count
                    }
                }
            }
        }
        withExtendedLifetime(terms) {}
    }

    @inline(never) private static func accumulate(
        _ columns: UnsafePointer<UnsafePointer<PackedM31>>, _ weights: UnsafePointer<SIMD8<UInt64>>, _ count: Int,
        _ range: Range<Int>, _ sum: SecureColumn
    ) {
        let sa = sum.a.vectors, sb = sum.b.vectors, sc = sum.c.vectors, sd = sum.d.vectors
        for i in range {
            var a = WideSum(sa[i]), b = WideSum(sb[i]), c = WideSum(sc[i]), d = WideSum(sd[i])
            var k = 0
            while k < count {
                // Three products fit beside a folded sum.
                let end = min(k &+ 3, count)
                while k < end {
                    let v = SplitM31(columns[k][i]), w = weights + 4 &* k
                    a.add(v, w[0])
                    b.add(v, w[1])
                    c.add(v, w[2])
                    d.add(v, w[3])
                    k &+= 1
                }
                a.fold()
                b.fold()
                c.fold()
                d.fold()
            }
            sa[i] = a.reduced()
            sb[i] = b.reduced()
            sc[i] = c.reduced()
            sd[i] = d.reduced()
        }
    }
}

import CLanes
import CircleGroups
import CirclePolynomials
import FiniteFields
import PackedFields
import StarkVerifying
import WorkerPools

/// The combination of all quotients on the lifting domain (STWO §4.6): the column whose low degree FRI shows.
///
/// Numerators are summed at each column size and lifted from size to size; the denominators are inverted in batches on
/// the full domain, in one pass.
struct QuotientColumn {
    /// Numerators of one batch of samples, at some size up to the domain's.
    private struct Numerator {
        let batch: QuotientBatch
        let sum: SecureColumn
    }

    let trees: [CommittedTree]
    let logDomain: Int
    let twiddles: Twiddles

    func column(_ batches: QuotientBatches) -> SecureColumn {
        var numerators: [Numerator] = []
        for batch in [batches.current, batches.previous] {
            if let sum = lifted(batch) { numerators.append(Numerator(batch: batch, sum: sum)) }
        }
        for (logSize, batch) in batches.periodic.enumerated() {
            guard let batch else { continue }
            let sum = SecureColumn(logSize: logSize)
            add(batch, logSize, to: sum)
            numerators.append(Numerator(batch: batch, sum: sum))
        }
        return divided(numerators)
    }

    /// Adds the columns of a size to the numerators of a batch. Those that are not kept extended are made some at a time, in
    /// parts of as many rows as they have coefficients.
    private func add(_ batch: QuotientBatch, _ logSize: Int, to sum: SecureColumn) {
        let terms = batch.terms[logSize]
        let isKept = { (term: QuotientBatch.Term) in trees[term.tree].committed.isExtended(term.column) }
        WeightedColumns.add(
            terms.filter(isKept).map { (ColumnPart(whole: trees[$0.tree].committed.extended($0.column)), $0.weight) },
            to: sum)
        let others = terms.filter { !isKept($0) }
        for first in stride(from: 0, to: others.count, by: WeightedColumns.columnsAtOnce) {
            let some = others[first..<min(others.count, first + WeightedColumns.columnsAtOnce)]
            // All trees have one blowup.
            let logBlowup = trees[0].logBlowup, isShort = logSize - logBlowup < CircleTransform.logPartMin
            for part in 0..<(isShort ? 1 : 1 << logBlowup) {
                let terms = Array(some)
                let parts = WorkerPool.shared.map(terms.count) { k in
                    trees[terms[k].tree].committed.part(
                        terms[k].column, number: part, logParts: isShort ? 0 : logBlowup, logBlowup: logBlowup)
                }
                WeightedColumns.add(Array(zip(parts, terms.map(\.weight))), to: sum)
            }
        }
    }

    /// The numerators of a batch over all sizes, lifted to the domain; nil for an empty batch.
    private func lifted(_ batch: QuotientBatch) -> SecureColumn? {
        var sum: SecureColumn?
        for logSize in 0...logDomain {
            guard !batch.terms[logSize].isEmpty || (logSize == logDomain && sum != nil) else { continue }
            let next = SecureColumn(logSize: logSize, zeroed: sum == nil)
            if let sum {
                let shift = logSize - sum.logSize
                WorkerPool.shared.forRanges(next.vectorCount, grain: 1024) { range in
                    for i in range { next.set(i, sum.lifted(i, shift: shift)) }
                }
            }
            add(batch, logSize, to: next)
            sum = next
        }
        return sum
    }

    /// `Σ (numerator - A Y - B) / denominator` at every point of the domain.
    private func divided(_ numerators: [Numerator]) -> SecureColumn {
        // The first numerators give way to the result, slot by slot, where they lie on the domain.
        let first = numerators.first?.sum
        let result =
            first?.logSize == logDomain ? first ?? SecureColumn(logSize: logDomain) : SecureColumn(logSize: logDomain)
        let block = 16, count = numerators.count
        let shifts = numerators.map { logDomain - $0.sum.logSize }
        let lines = numerators.map { Line($0.batch) }
        twiddles.withFactors { table in
            let factors = table + (1 << (logDomain - 2))
            WorkerPool.shared.forRanges(result.vectorCount, grain: 16 * block) { range in
                let capacity = count * block
                withUnsafeTemporaryAllocation(byteCount: capacity * 4 * 64 + 64, alignment: 64) { raw in
                    guard let base = raw.baseAddress else { return }
                    let denominators = base.bindMemory(to: PackedCM31.self, capacity: capacity)
                    let norms = UnsafeMutableRawPointer(denominators + capacity)
                        .bindMemory(to: PackedM31.self, capacity: 2 * capacity)
                    let inverses = norms + capacity
                    var start = range.lowerBound
                    while start < range.upperBound {
                        let end = min(start &+ block, range.upperBound)
                        var next = 0
                        for line in lines {
                            for i in start..<end {
                                let d = line.denominator(
                                    PackedM31(lanes: lanes_domain_x(factors + 4 &* i)),
                                    PackedM31(lanes: lanes_domain_y(factors + 4 &* i)))
                                denominators[next] = d
                                norms[next] = d.norm
                                next &+= 1
                            }
                        }
                        invertBatch(norms, into: inverses, count: next)
                        next = 0
                        for k in 0..<count {
                            for i in start..<end {
                                let y = PackedM31(lanes: lanes_domain_y(factors + 4 &* i))
                                let d = denominators[next], n = inverses[next]
                                let value = numerators[k].sum.lifted(i, shift: shifts[k]) - lines[k].line(y)
                                let quotient = value * PackedCM31(d.a * n, -(d.b * n))
                                result.set(i, k == 0 ? quotient : result.vector(i) + quotient)
                                next &+= 1
                            }
                        }
                        start = end
                    }
                }
            }
        }
        return result
    }

    /// The constants of a batch, in every lane.
    private struct Line {
        let linear: PackedQM31, constant: PackedQM31
        let offset: PackedCM31, x: PackedCM31, y: PackedCM31

        init(_ batch: QuotientBatch) {
            linear = PackedQM31(batch.linear)
            constant = PackedQM31(batch.constant)
            let p = batch.point
            // (Re px - X) Im py - (Re py - Y) Im px = [Re px Im py - Re py Im px] - X Im py + Y Im px
            let xReal = QM31(p.x.a, p.x.b, 0, 0), yReal = QM31(p.y.a, p.y.b, 0, 0)
            let xImaginary = QM31(p.x.c, p.x.d, 0, 0), yImaginary = QM31(p.y.c, p.y.d, 0, 0)
            let k = xReal * yImaginary - yReal * xImaginary
            offset = PackedCM31(PackedM31(k.a), PackedM31(k.b))
            x = PackedCM31(PackedM31(-yImaginary.a), PackedM31(-yImaginary.b))
            y = PackedCM31(PackedM31(xImaginary.a), PackedM31(xImaginary.b))
        }

        @inline(__always) func denominator(_ px: PackedM31, _ py: PackedM31) -> PackedCM31 {
            PackedCM31(offset.a + px * x.a + py * y.a, offset.b + px * x.b + py * y.b)
        }
        @inline(__always) func line(_ py: PackedM31) -> PackedQM31 { linear * py + constant }
    }
}

import CircleGroups
import FiniteFields

/// The values of the combined quotients at queried points (STWO §4.6).
///
/// With the samples numbered 0, 1, ... and `rho` the random coefficient, sample j of column f with value v at point
/// `(px, py)` contributes `rho^j (c f(D) - a Y - b) / denominator(D)` at the domain point `D = (X, Y)`: the numerator is
/// the line through the sample and its conjugate. Samples at one point share a denominator, so they are summed first.
struct Quotients {
    /// All samples at one point.
    struct Batch {
        var point: SecureCirclePoint
        /// `c = conj(py) - py`, shared by the batch.
        var slope: QM31
        /// Sums of `rho^j a_j` and `rho^j b_j`.
        var linear = QM31.zero, constant = QM31.zero
        /// The columns (tree, index) with their `rho^j`.
        var terms: [(tree: Int, column: Int, weight: QM31)] = []

        init(point: SecureCirclePoint) {
            self.point = point
            slope = point.y.conjugate - point.y
        }

        mutating func add(value: QM31, weight: QM31, tree: Int, column: Int) {
            let a = value.conjugate - value
            let b = value * slope - a * point.y
            linear = linear + weight * a
            constant = constant + weight * b
            terms.append((tree, column, weight))
        }
    }

    let layout: TreeLayout
    let proof: StarkProof
    let point: SecureCirclePoint
    let logDomain: Int

    /// The batches: at the out-of-domain point, one step before it, and the points that force a short column that is
    /// opened twice to be periodic, one for each size.
    func batches(coefficient: QM31) -> [Batch] {
        let step = CirclePointIndex.subgroupGenerator(logSize: layout.logRows)
        var current = Batch(point: point)
        var previous = Batch(point: point - step.point)
        var periodic = [Batch?](repeating: nil, count: 32)
        var power = QM31.one
        func next() -> QM31 {
            defer { power = power * coefficient }
            return power
        }
        let logBlowup = logDomain &- layout.logRows
        for (tree, columns) in layout.trees.enumerated() {
            for (index, column) in columns.enumerated() {
                let samples = proof.sampledValues[tree][index]
                switch column.mask {
                case .none: break
                case .current:
                    current.add(value: samples[0], weight: next(), tree: tree, column: index)
                case .previousAndCurrent:
                    let logPeriod = logDomain &- Int(column.logSize) &- logBlowup
                    if periodic[logPeriod & 31] == nil {
                        let generator = CirclePointIndex.subgroupGenerator(logSize: logPeriod)
                        periodic[logPeriod & 31] = Batch(point: point + generator.point)
                    }
                    periodic[logPeriod & 31]?.add(value: samples[1], weight: next(), tree: tree, column: index)
                    previous.add(value: samples[0], weight: next(), tree: tree, column: index)
                    current.add(value: samples[1], weight: next(), tree: tree, column: index)
                }
            }
        }
        return [current, previous] + periodic.compactMap { $0 }
    }

    /// One answer a query. The shapes of samples and queried values were checked before.
    func answers(queries: [UInt32], coefficient: QM31) throws(StarkError) -> [QM31] {
        let batches = batches(coefficient: coefficient)
        let domain = CircleDomain(logSize: logDomain)
        var denominators: [QM31] = []
        denominators.reserveCapacity(queries.count &* batches.count)
        let points = queries.map { domain.point(atSlot: $0) }
        for batch in batches {
            for point in points { denominators.append(denominator(batch.point, point)) }
        }
        guard invertAll(&denominators) else { throw .degenerateQuotient }
        var answers = [QM31](repeating: .zero, count: queries.count)
        var next = 0
        for batch in batches {
            for (row, point) in points.enumerated() {
                var sum = WeightedSum()
                for term in batch.terms {
                    sum.add(term.weight, proof.queriedValues[term.tree][term.column][row])
                }
                let numerator = batch.slope * sum.value - batch.linear.times(point.y) - batch.constant
                answers[row] = answers[row] + numerator * denominators[next]
                next &+= 1
            }
        }
        return answers
    }

    /// `(Re px - X) Im py - (Re py - Y) Im px`, an element of the middle field.
    private func denominator(_ sample: SecureCirclePoint, _ point: CirclePoint) -> QM31 {
        let xReal = QM31(sample.x.a - point.x, sample.x.b, 0, 0), yReal = QM31(sample.y.a - point.y, sample.y.b, 0, 0)
        let xImaginary = QM31(sample.x.c, sample.x.d, 0, 0), yImaginary = QM31(sample.y.c, sample.y.d, 0, 0)
        return xReal * yImaginary - yReal * xImaginary
    }
}

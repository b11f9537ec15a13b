import CircleGroups
import FiniteFields
import StarkVerifying

/// The samples of a proof sorted by the point they are taken at, with their random coefficients (STWO §4.6).
///
/// The sum over a batch of `ρ^j (c f_j - a_j Y - b_j)` has three parts: column values with the weights `ρ^j c`, and the
/// sums of `ρ^j a_j` and `ρ^j b_j`, which do not depend on the columns.
struct QuotientBatch {
    let point: SecureCirclePoint
    /// `conj(py) - py`.
    let slope: QM31
    var linear = QM31.zero, constant = QM31.zero
    /// Weights by the columns' log size on their extended domain.
    var terms: [[Term]] = Array(repeating: [], count: 32)

    /// A column, by its tree and its place there, and the weight of its values.
    struct Term {
        let tree: Int, column: Int
        let weight: QM31
    }

    init(point: SecureCirclePoint) {
        self.point = point
        slope = point.y.conjugate - point.y
    }

    mutating func add(value: QM31, power: QM31, tree: Int, column: Int, logSize: Int) {
        let a = value.conjugate - value
        let b = value * slope - a * point.y
        linear = linear + power * a
        constant = constant + power * b
        terms[logSize].append(Term(tree: tree, column: column, weight: power * slope))
    }
}

/// All batches in one place: at the out-of-domain point, one step before it, and for every size of columns opened twice
/// the point that forces them to be periodic.
struct QuotientBatches {
    var current: QuotientBatch, previous: QuotientBatch
    /// By the columns' extended log size.
    var periodic: [QuotientBatch?] = Array(repeating: nil, count: 32)

    init(layout: TreeLayout, samples: [[[QM31]]], point: SecureCirclePoint, logBlowup: Int, coefficient: QM31) {
        let logDomain = layout.logRows + logBlowup
        current = QuotientBatch(point: point)
        previous = QuotientBatch(
            point: point - CirclePointIndex.subgroupGenerator(logSize: layout.logRows).point)
        var power = QM31.one
        func next() -> QM31 {
            defer { power = power * coefficient }
            return power
        }
        for (tree, columns) in layout.trees.enumerated() {
            for (index, column) in columns.enumerated() {
                let values = samples[tree][index], logSize = Int(column.logSize) + logBlowup
                switch column.mask {
                case .none: break
                case .current:
                    current.add(value: values[0], power: next(), tree: tree, column: index, logSize: logSize)
                case .previousAndCurrent:
                    var batch =
                        periodic[logSize]
                        ?? QuotientBatch(
                            point: point
                                + CirclePointIndex.subgroupGenerator(logSize: logDomain - logSize).point)
                    batch.add(value: values[1], power: next(), tree: tree, column: index, logSize: logSize)
                    periodic[logSize] = batch
                    previous.add(value: values[0], power: next(), tree: tree, column: index, logSize: logSize)
                    current.add(value: values[1], power: next(), tree: tree, column: index, logSize: logSize)
                }
            }
        }
    }
}

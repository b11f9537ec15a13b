import CairoAIR
import CairoVerifying
import CairoWitness
import CirclePolynomials
import ConstraintSystems
import FiniteFields
import PackedFields
import StarkProving
import StarkVerifying
import WorkerPools

/// The composition polynomial of a trace (STWO §4.4): every constraint times its power of gamma over the vanishing
/// polynomial of its table, tables of one size added up on the domain of twice that size, smaller sizes lifted.
struct Composition {
    let session: CairoProvingSession

    /// Its coefficients, twice as many as the largest table has rows.
    func coefficients(gamma: QM31, transform: CircleTransform) -> SecureColumn {
        let sum = evaluations(gamma: gamma, transform: transform)
        let coordinates = sum.coordinates
        WorkerPool.shared.forEach(4) { transform.interpolate(coordinates[$0]) }
        return sum
    }

    /// Values on the domain of twice the largest table.
    private func evaluations(gamma: QM31, transform: CircleTransform) -> SecureColumn {
        guard let elements = session.elements else { preconditionFailure("challenges are drawn before gamma") }
        let tables = session.layout.tables
        let counts = tables.map { $0.instance.kind.counts(logSize: $0.instance.logSize).constraintsAll }
        let powers = descendingPowers(of: gamma, count: counts.reduce(0, +))
        var sums = [SecureColumn?](repeating: nil, count: 32)
        var first = 0
        for (index, table) in tables.enumerated() {
            let logSize = Int(table.instance.logSize)
            let sum = sums[logSize] ?? SecureColumn(logSize: logSize + 1)
            sums[logSize] = sum
            guard
                let domain = DomainTable(
                    kind: table.instance.kind, logSize: table.instance.logSize,
                    parameter: M31(reducing: UInt64(table.parameter)),
                    main: columns(1, table.main, transform), interaction: columns(2, table.interaction, transform),
                    preprocessed: table.preprocessed.map { column(session.trees[0].columns[$0], transform) },
                    claimedSum: session.claimedSums[index])
            else { preconditionFailure("the layout gives every table the columns of its component") }
            domain.accumulate(into: sum, powers: powers[first..<(first + counts[index])], elements: elements)
            first += counts[index]
        }
        return lifted(sums)
    }

    /// All sizes added up on the largest.
    private func lifted(_ sums: [SecureColumn?]) -> SecureColumn {
        var total: SecureColumn?
        for next in sums.compactMap({ $0 }) {
            if let total {
                let shift = next.logSize - total.logSize
                WorkerPool.shared.forRanges(next.vectorCount, grain: 1024) { range in
                    for i in range { next.set(i, next.vector(i) + total.lifted(i, shift: shift)) }
                }
            }
            total = next
        }
        guard let total else { preconditionFailure("a claim has tables") }
        return total
    }

    /// The powers of gamma from the highest on: the first constraint takes the highest.
    private func descendingPowers(of gamma: QM31, count: Int) -> ArraySlice<QM31> {
        var powers: [QM31] = []
        powers.reserveCapacity(count)
        var power = QM31.one
        for _ in 0..<count {
            powers.append(power)
            power = power * gamma
        }
        return ArraySlice(powers.reversed())
    }

    private func columns(_ tree: Int, _ range: Range<Int>, _ transform: CircleTransform) -> [PackedColumn] {
        range.map { column(session.trees[tree].columns[$0], transform) }
    }

    /// A column on the domain of twice its rows: at blowup 2 the committed one, else evaluated again.
    private func column(_ extended: PackedColumn, _ transform: CircleTransform) -> PackedColumn {
        guard session.logBlowup != 1 else { return extended }
        let logSize = extended.logSize - session.logBlowup
        return transform.evaluated(
            transform.coefficients(ofExtended: extended, logSize: logSize), logBlowup: 1)
    }
}

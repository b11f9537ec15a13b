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
    /// The most bytes of a table's columns that are made at a time, where they are not kept; a part has no fewer rows than two
    /// vectors.
    let partBytes: Int

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
            let weights = powers[first..<(first + counts[index])]
            for domain in parts(of: table, claimedSum: session.claimedSums[index]) {
                domain.accumulate(into: sum, powers: weights, elements: elements)
            }
            first += counts[index]
        }
        return lifted(sums)
    }

    /// A table on its domain, part by part; one part where all columns are kept on it.
    private func parts(of table: CairoLayout.Table, claimedSum: QM31) -> some Sequence<DomainTable> {
        let main = session.trees[1].committed, interaction = session.trees[2].committed
        let fixed = session.trees[0].committed
        let logSize = Int(table.instance.logSize), logDomain = logSize + 1
        let isKept = (Array(table.main).map(main.isExtended) + table.interaction.map(interaction.isExtended)).allSatisfy
        { $0 }
        let bytes = (table.main.count + table.interaction.count + table.preprocessed.count) * 4 << logDomain
        var logParts = 0
        if !isKept {
            logParts = 1
            while bytes >> logParts > partBytes, logDomain - logParts > 9 { logParts += 1 }
            if logDomain - logParts < CircleTransform.logPartMin { logParts = 0 }
        }
        // What is read at previous rows.
        let last = table.interaction.suffix(4)
        let whole = interaction.parts(Array(last), number: 0, logParts: 0, logBlowup: 1)
        let count = 1 << logParts, vectors = (1 << logDomain) / 16 / count
        return (0..<count).lazy.map { [logParts] number in
            func made(_ columns: CommittedColumns, _ indices: [Int]) -> [ColumnPart] {
                columns.parts(indices, number: number, logParts: logParts, logBlowup: 1)
            }
            guard
                let domain = DomainTable(
                    kind: table.instance.kind, logSize: table.instance.logSize,
                    parameter: M31(reducing: UInt64(table.parameter)), main: made(main, Array(table.main)),
                    interaction: made(interaction, Array(table.interaction.dropLast(4))) + whole,
                    preprocessed: made(fixed, table.preprocessed), claimedSum: claimedSum,
                    rows: number * vectors..<(number + 1) * vectors)
            else { preconditionFailure("the layout gives every table the columns of its component") }
            return domain
        }
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
}

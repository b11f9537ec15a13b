import CairoAIR
import CairoWitness
import CircleFRI
import ConstraintSystems
import StarkProving
import StarkVerifying
import WorkerPools

/// The memory that a proof's steps take, one after the other, in bytes: what `CairoProvingSession` does, in numbers.
struct MemoryStages {
    private let tables: [TableSizes.Table]
    private let parameters: CairoProverParameters
    /// Counters of lookups while the trace is made, for all workers, and constants that rows are filled from.
    private let beside: Int
    private let logBlowup: Int
    private let logRows: Int

    init(_ sizes: TableSizes, _ input: ProverInput, _ parameters: CairoProverParameters) {
        tables = sizes.tables
        self.parameters = parameters
        logBlowup = Int(parameters.config.fri.logBlowup)
        logRows = tables.reduce(0) { max($0, Int($1.logSize)) }
        let relations = Set(tables.flatMap { $0.kind.relationUses.map(\.relation) })
        let constants = sizes.lookupTuples(of: relations)
        let memory = 2 * input.memory.addressToId.count + input.memory.smallCount + input.memory.bigCount
        // The Pedersen points of windows of 18 bits, as points and as felts by row.
        let points = tables.contains { $0.kind == .pedersenPointsTableWindowBits18 } ? 1 << 30 : 0
        beside = WorkerPool.shared.workerCount * 4 * (constants + memory) + points
    }

    private func raw(_ columns: Int, _ logSize: some BinaryInteger) -> Int { columns * 4 << Int(logSize) }
    private func main(_ table: TableSizes.Table) -> Int { raw(table.kind.shape.columns, table.logSize) }
    private func interaction(_ table: TableSizes.Table) -> Int {
        raw(table.kind.shape.interactionColumns, table.logSize)
    }
    /// The preprocessed columns that a table reads, by row.
    private func constants(_ table: TableSizes.Table) -> Int {
        raw(table.kind.counts(logSize: table.logSize).preprocessed.count, table.logSize)
    }

    /// The most of all steps, with a twentieth for what is not columns.
    func peak(_ keeping: ColumnKeeping) -> Int {
        let values = tables.reduce(0) { $0 + main($1) }
        let sums = tables.reduce(0) { $0 + interaction($1) }
        let inputs = tables.reduce(0) { $0 + raw($1.inputColumns, $1.logSize) }
        let fixed = preprocessed(keeping)
        let mainTree = tree(keeping) { $0.kind.shape.columns }
        let interactionTree = tree(keeping) { $0.kind.shape.interactionColumns }
        let mainKept: Int, sumsKept: Int
        switch keeping {
        case .evaluations: (mainKept, sumsKept) = (values << logBlowup, sums << logBlowup)
        case .coefficients: (mainKept, sumsKept) = (values, sums)
        case .file: (mainKept, sumsKept) = (0, 0)
        }
        let committedMain = keeping == .evaluations ? mainKept + values : values
        let kept = fixed.kept + mainKept + sumsKept + mainTree.kept + interactionTree.kept
        let steps = [
            values + inputs + beside,
            values + fixed.peak,
            fixed.kept + committedMain + mainTree.peak,
            fixed.kept + mainTree.kept + interactionPeak(keeping, committedMain),
            fixed.kept + mainKept + sumsKept + mainTree.kept + interactionTree.peak,
            kept + composition(keeping),
            kept + opening(keeping),
        ]
        return (steps.max() ?? 0) / 20 * 21 + 64 << 20
    }

    /// The running sums table by table: values by row go, sums come.
    private func interactionPeak(_ keeping: ColumnKeeping, _ committedMain: Int) -> Int {
        var live = committedMain, peak = live
        for table in tables {
            let sums = interaction(table)
            switch keeping {
            case .evaluations:
                peak = max(peak, live + sums + constants(table))
                live += sums << logBlowup - main(table)
                peak = max(peak, live + sums)
            case .coefficients:
                peak = max(peak, live + sums + constants(table))
                live += sums
            case .file:
                peak = max(peak, live + sums + constants(table))
                live -= main(table)
            }
        }
        return peak
    }

    /// A tree over columns of all tables: what remains of it, and what making it takes.
    private func tree(_ keeping: ColumnKeeping, _ columns: (TableSizes.Table) -> Int) -> TreeMemory {
        var bySize = [Int](repeating: 0, count: 32)
        for table in tables { bySize[Int(table.logSize) + logBlowup] += columns(table) }
        return TreeMemory(bySize, isKept: keeping == .evaluations, hash: parameters.hash)
    }

    /// The preprocessed trace with its tree and the factors of the transform; nothing of it where the process has it already.
    private func preprocessed(_ keeping: ColumnKeeping) -> (kept: Int, peak: Int) {
        let isKept = keeping.keepsPreprocessed(parameters.variant)
        var bySize = [Int](repeating: 0, count: 32), bytes = 0, largest = 0
        for column in parameters.variant.columns {
            bySize[Int(column.logSize) + logBlowup] += 1
            bytes += 4 << (Int(column.logSize) + logBlowup)
            largest = max(largest, Int(column.logSize))
        }
        let tree = TreeMemory(bySize, isKept: isKept, hash: parameters.hash)
        // Factors and their inverses.
        let factors = 4 << max(max(largest, logRows) + logBlowup, logRows + 1)
        if PreprocessedCommitment.isMade(
            parameters.variant, logBlowup: logBlowup, hash: parameters.hash, isKept: isKept)
        {
            return (factors, factors)
        }
        // The Pedersen points of windows of 18 bits, of which these columns are made.
        let columns = (isKept ? bytes : 0) + (parameters.variant == .canonical ? 1 << 29 : 0)
        return (factors + columns + tree.kept, factors + columns + tree.peak)
    }

    /// Accumulators of every size and, where columns are made, a part of the largest table.
    private func composition(_ keeping: ColumnKeeping) -> Int {
        let sizes = Set(tables.map(\.logSize))
        let sums = sizes.reduce(0) { $0 + 16 << (Int($1) + 1) }
        let made = keeping == .evaluations && logBlowup == 1 ? 0 : tables.map(part).max() ?? 0
        let coefficients = 16 << (logRows + 1), halves = 8 * 4 << (logRows + logBlowup)
        return max(sums + made, coefficients + halves + (keeping == .evaluations ? halves / 8 : coefficients))
    }

    /// The columns of a table that are made for a part of its rows, with a column of coefficients for each worker.
    private func part(_ table: TableSizes.Table) -> Int {
        let all = (main(table) + interaction(table) + constants(table)) << 1
        let previous = 4 * 4 << (Int(table.logSize) + 1)
        return min(all / 2, ProvingPlan.partBytes) + previous
            + WorkerPool.shared.workerCount * 2 * 4 << Int(table.logSize)
    }

    /// The composition's columns, numerators of the quotients, then the layers of the low-degree test.
    private func opening(_ keeping: ColumnKeeping) -> Int {
        let domain = logRows + logBlowup
        let periodic = Set(tables.map(\.logSize)).reduce(0) { $0 + 16 << (Int($1) + logBlowup) }
        let quotients = max(40 << domain, 32 << domain + periodic)
        let made = keeping == .evaluations ? 0 : 14 * 4 << logRows + WorkerPool.shared.workerCount * 4 << domain
        let kept: Int
        switch keeping {
        case .evaluations: kept = 8 * 4 << domain
        case .coefficients: kept = 8 * 4 << logRows
        case .file: kept = 0
        }
        // The values of all columns at the leaves around each query, twice while they are sorted.
        let columns = tables.reduce(0) { $0 + $1.kind.shape.columns + $1.kind.shape.interactionColumns }
        let queried = 2 * 2 * 64 * columns * Int(parameters.config.fri.queryCount)
        return kept + max(quotients + made, 48 << domain + queried)
    }
}

extension ColumnKeeping {
    /// Whether the preprocessed columns stay in memory: the small ones where columns of coefficients do.
    func keepsPreprocessed(_ variant: PreprocessedVariant) -> Bool {
        self == .evaluations || (self == .coefficients && variant == .canonicalSmall)
    }
}

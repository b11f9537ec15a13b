public import CairoAIR
import CircleGroups
import ConstraintLanes
public import ConstraintSystems
public import FiniteFields
public import PackedFields
public import WorkerPools

/// One table ready for the evaluation of its constraints on the domain of twice its size (STWO §4.4).
public struct DomainTable {
    public let kind: ComponentKind
    /// Binary logarithm of the table's number of rows.
    public let logSize: UInt32
    public let parameter: M31
    /// Extended columns of `2^(logSize + 1)` slots, or parts of them that have the rows: the component's main, interaction and,
    /// in the order in which it reads them, preprocessed columns.
    public let main: [ColumnPart], interaction: [ColumnPart], preprocessed: [ColumnPart]
    public let claimedSum: QM31
    /// The rows to evaluate, in vectors.
    public let rows: Range<Int>

    /// Nil when the numbers or sizes of the columns are not those of the component.
    public init?(
        kind: ComponentKind, logSize: UInt32, parameter: M31, main: [PackedColumn], interaction: [PackedColumn],
        preprocessed: [PackedColumn], claimedSum: QM31
    ) {
        guard logSize >= 4, logSize < 30 else { return nil }
        self.init(
            kind: kind, logSize: logSize, parameter: parameter, main: main.map { ColumnPart(whole: $0) },
            interaction: interaction.map { ColumnPart(whole: $0) },
            preprocessed: preprocessed.map { ColumnPart(whole: $0) }, claimedSum: claimedSum,
            rows: 0..<(2 << Int(logSize)) / 16)
    }

    /// Some rows of the table. The last four interaction columns must be whole, as they are read at previous rows too. Nil when
    /// the numbers of the columns are not those of the component, or one does not have the rows.
    public init?(
        kind: ComponentKind, logSize: UInt32, parameter: M31, main: [ColumnPart], interaction: [ColumnPart],
        preprocessed: [ColumnPart], claimedSum: QM31, rows: Range<Int>
    ) {
        let counts = kind.counts(logSize: logSize)
        guard logSize >= 4, logSize < 30, main.count == counts.columns,
            interaction.count == counts.interactionColumns, preprocessed.count == counts.preprocessed.count
        else { return nil }
        let all = 0..<(2 << Int(logSize)) / 16
        func has(_ part: ColumnPart, _ vectors: Range<Int>) -> Bool {
            vectors.clamped(to: part.vectors) == vectors && part.vectors.clamped(to: all) == part.vectors
        }
        guard (main + interaction + preprocessed).allSatisfy({ has($0, rows) }),
            interaction.suffix(4).allSatisfy({ has($0, all) })
        else { return nil }
        self.kind = kind
        self.logSize = logSize
        self.parameter = parameter
        self.main = main
        self.interaction = interaction
        self.preprocessed = preprocessed
        self.claimedSum = claimedSum
        self.rows = rows
    }

    /// The number of constraints, LogUp included: how many powers of gamma the table takes.
    public var constraintCount: Int { kind.counts(logSize: logSize).constraintsAll }

    /// Adds the table's constraints on its rows, each times its power of gamma, over the vanishing polynomial of its own domain.
    ///
    /// `powers`: one for each constraint in order, the highest first. `sum` has `2^(logSize + 1)` slots.
    public func accumulate(
        into sum: SecureColumn, powers: ArraySlice<QM31>, elements: LookupElements, pool: WorkerPool = .shared
    ) {
        let counts = kind.counts(logSize: logSize)
        precondition(powers.count == counts.constraintsAll && sum.logSize == Int(logSize) + 1)
        let plain = Array(powers.prefix(counts.constraints))
        let logup = powers.dropFirst(counts.constraints).flatMap { w in
            [w, w.timesI(), w.timesU(), w.timesI().timesU()]
        }
        let share = claimedSum.times(M31(canonical: 1 << logSize).inverse)
        let alphas = Array(elements.alphas.dropFirst())
        let denominators = vanishingInverses
        defer { withExtendedLifetime((main, interaction, preprocessed)) {} }
        // Without plain constraints or preprocessed columns the pointers below are never read.
        withPadding(main.map(\.base)) { main in
            withPadding(interaction.map(\.base)) { interaction in
                withPadding(preprocessed.map(\.base)) { preprocessed in
                    withPadding(plain) { plain in
                        withPadding(logup) { logup in
                            withPadding(alphas) { alphas in
                                let context = DomainContext(
                                    logSize: logSize, parameter: parameter, trace: main, interaction: interaction,
                                    preprocessed: preprocessed, weights: plain, logupWeights: logup, alphas: alphas,
                                    z: elements.z, sumShare: share)
                                run(context, into: sum, denominators, pool)
                            }
                        }
                    }
                }
            }
        }
    }

    private func run(
        _ context: DomainContext, into sum: SecureColumn, _ denominators: (M31, M31), _ pool: WorkerPool
    ) {
        let half = sum.vectorCount / 2, first = rows.lowerBound
        pool.forRanges(rows.count, grain: 128) { range in
            var e = DomainEvaluator(context)
            for row in first + range.lowerBound..<first + range.upperBound {
                e.start(row: row)
                kind.evaluate(&e)
                let value = e.finish() * PackedM31(row < half ? denominators.0 : denominators.1)
                sum.set(row, sum.vector(row) + value)
            }
        }
    }

    /// The inverses of the vanishing polynomial of the table's own domain on the two halves of the storage, on each of
    /// which it is constant.
    private var vanishingInverses: (M31, M31) {
        let domain = CircleDomain(logSize: Int(logSize) + 1)
        func vanishing(_ slot: UInt32) -> M31 {
            var x = domain.point(atSlot: slot).x
            for _ in 1..<logSize { x = doubleX(x) }
            return x
        }
        return (vanishing(0).inverse, vanishing(1 << logSize).inverse)
    }
}

/// The columns' memory as one array of pointers, for the duration of a call.
func withPointers<R>(_ columns: [PackedColumn], _ body: (UnsafePointer<UnsafePointer<PackedM31>>) -> R) -> R {
    withExtendedLifetime(columns) { withPadding(columns.map { UnsafePointer($0.vectors) }, body) }
}

/// The array's memory, for the duration of a call; of an empty array, memory that must not be read.
func withPadding<T, R>(_ values: [T], _ body: (UnsafePointer<T>) -> R) -> R {
    values.withUnsafeBufferPointer { buffer in
        if let base = buffer.baseAddress { return body(base) }
        let empty = UnsafeMutablePointer<T>.allocate(capacity: 1)
        defer { empty.deallocate() }
        return body(UnsafePointer(empty))
    }
}

import CircleGroups
public import CirclePolynomials
public import PackedFields
import Synchronization
import WorkerPools

/// The columns of a commitment, each where the prover keeps it, read on extended domains.
///
/// What is kept extended is read as it lies. Everything else is computed whenever it is read: slower, and with half of the
/// memory or none.
public final class CommittedColumns: Sendable {
    /// Where a column is.
    public enum Source: Sendable {
        /// On its extended domain, in memory.
        case extended(PackedColumn)
        /// As coefficients, in memory.
        case coefficients(PackedColumn)
        /// As coefficients, in a file.
        case filed(ColumnFile.Place)
        /// As values by row that a function gives, in memory or made anew.
        case values(logSize: Int, @Sendable () -> PackedColumn)

        /// Binary logarithm of the number of rows.
        func logSize(logBlowup: Int) -> Int {
            switch self {
            case .extended(let column): column.logSize - logBlowup
            case .coefficients(let column): column.logSize
            case .filed(let place): place.logSize
            case .values(let logSize, _): logSize
            }
        }
        /// Whether nothing has to be computed.
        var isExtended: Bool { if case .extended = self { true } else { false } }
    }

    private let sources: Mutex<[Source]>
    /// Binary logarithms of the numbers of rows.
    public let logSizes: [Int]
    public let logBlowup: Int
    let transform: CircleTransform
    /// Whether all columns were kept extended from the start.
    let isExtended: Bool

    public init(_ sources: [Source], logBlowup: Int, transform: CircleTransform) {
        self.sources = Mutex(sources)
        logSizes = sources.map { $0.logSize(logBlowup: logBlowup) }
        self.logBlowup = logBlowup
        self.transform = transform
        isExtended = sources.allSatisfy(\.isExtended)
    }

    public var count: Int { logSizes.count }

    /// From now on the column is read there: the same column, somewhere else.
    public func move(_ index: Int, to source: Source) {
        precondition(source.logSize(logBlowup: logBlowup) == logSizes[index], "a column keeps its size")
        sources.withLock { $0[index] = source }
    }

    private func source(_ index: Int) -> Source { sources.withLock { $0[index] } }

    /// Whether a column is kept extended.
    public func isExtended(_ index: Int) -> Bool { source(index).isExtended }

    /// A column on its extended domain.
    public func extended(_ index: Int) -> PackedColumn {
        switch source(index) {
        case .extended(let column): column
        case .coefficients(let column): transform.evaluated(column, logBlowup: logBlowup)
        case .filed(let place): transform.evaluated(place.read(), logBlowup: logBlowup)
        case .values(_, let make): transform.extended(make(), logBlowup: logBlowup)
        }
    }

    /// The coefficients of a column. They must not be changed.
    public func coefficients(_ index: Int) -> PackedColumn {
        switch source(index) {
        case .extended(let column): return transform.coefficients(ofExtended: column, logSize: logSizes[index])
        case .coefficients(let column): return column
        case .filed(let place): return place.read()
        case .values(let logSize, let make):
            let values = make(), column = PackedColumn(logSize: logSize, zeroed: false)
            column.vectors.update(from: values.vectors, count: values.vectorCount)
            withExtendedLifetime(values) { transform.interpolate(column) }
            return column
        }
    }

    /// Part `number` of `2^logParts` of a column on the domain `2^logBlowup` times as large as its rows; all of it where the
    /// column is there or too short for parts.
    public func part(_ index: Int, number: Int, logParts: Int, logBlowup: Int) -> ColumnPart {
        if logBlowup == self.logBlowup, case .extended(let column) = source(index) {
            return ColumnPart(whole: column)
        }
        let logSize = logSizes[index]
        guard logParts >= logBlowup, logSize + logBlowup - logParts >= CircleTransform.logPartMin else {
            guard logBlowup == self.logBlowup else {
                return ColumnPart(whole: transform.evaluated(coefficients(index), logBlowup: logBlowup))
            }
            return ColumnPart(whole: extended(index))
        }
        return ColumnPart(
            transform.evaluated(coefficients(index), logBlowup: logBlowup, part: number, logParts: logParts),
            number: number)
    }

    /// Several parts, made at the same time.
    public func parts(_ indices: [Int], number: Int, logParts: Int, logBlowup: Int) -> [ColumnPart] {
        WorkerPool.shared.map(indices.count) {
            part(indices[$0], number: number, logParts: logParts, logBlowup: logBlowup)
        }
    }

    /// Several columns on their extended domains, made at the same time.
    func extended(_ indices: some RandomAccessCollection<Int>) -> [PackedColumn] {
        let indices = Array(indices)
        return WorkerPool.shared.map(indices.count) { extended(indices[$0]) }
    }
}

public import ConstraintSystems

/// How often each row of each table is looked up, as one worker counts. Several are added up at the end.
///
/// Not safe to share between threads while counting.
public final class LookupCounters: @unchecked Sendable {
    /// One table of counts by row.
    public struct Table {
        /// Nil for relations that are not counted.
        public var counts: UnsafeMutablePointer<UInt32>?
        public var count: Int
    }
    /// Tables by `Relation.index`.
    public let tables: UnsafeMutablePointer<Table>
    /// A lookup pointed past a table's end: the input was inconsistent.
    public var isOutOfRange = false

    public init() {
        tables = .allocate(capacity: 256)
        tables.initialize(repeating: Table(counts: nil, count: 0), count: 256)
    }
    deinit {
        for index in 0..<256 { tables[index].counts?.deallocate() }
        tables.deallocate()
    }

    /// Begins counting in a table of `count` rows, from zero; keeps what was counted when it exists already.
    public func prepare(_ index: Int, count: Int) {
        guard (0..<256).contains(index), tables[index].counts == nil else { return }
        let counts = UnsafeMutablePointer<UInt32>.allocate(capacity: max(count, 1))
        counts.initialize(repeating: 0, count: max(count, 1))
        tables[index] = Table(counts: counts, count: count)
    }

    /// Adds another worker's counts.
    public func add(_ other: LookupCounters) {
        isOutOfRange = isOutOfRange || other.isOutOfRange
        for index in 0..<256 {
            guard let from = other.tables[index].counts else { continue }
            prepare(index, count: other.tables[index].count)
            guard let to = tables[index].counts else { continue }
            for row in 0..<min(tables[index].count, other.tables[index].count) { to[row] &+= from[row] }
        }
    }

    /// Adds one to a row, from outside of a trace.
    public func add(_ relation: Relation, row: Int) {
        let table = tables[Int(relation.index)]
        guard let counts = table.counts, row >= 0, row < table.count else {
            isOutOfRange = true
            return
        }
        counts[row] &+= 1
    }
}

public import CairoAIR
import CairoVerifying
public import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields

// What is wrong with a trace, by name: a proof only shows that something is. Takes about as long as proving, and little
// memory; nothing of it runs where a trace is right.
extension MainTrace {
    /// A constraint that does not hold, with its table and row.
    public struct BrokenConstraint: Equatable, Sendable {
        public let kind: ComponentKind
        public let failure: CheckEvaluator.Failure
    }

    /// The first constraint that does not hold, table by table in claim order.
    public func brokenConstraint() -> BrokenConstraint? {
        for table in tables where table.kind.counts().constraints > 0 {
            var check = table.check()
            for vector in 0..<table.columns[0].vectorCount {
                check.start(row: vector)
                table.kind.evaluate(&check)
                if let failure = check.failure { return BrokenConstraint(kind: table.kind, failure: failure) }
            }
        }
        return nil
    }

    /// A tuple that is not used as often as it is yielded by tables and public data, or nil where all lookups cancel.
    ///
    /// Tuples are first added up in buckets by their hash; then those of one bucket that is not zero are told apart.
    public func unbalancedTuple() -> UnbalancedTuple? {
        var buckets = [M31](repeating: 0, count: 1 << 16)
        forEachLookup { _, relation, tuple, times in
            let bucket = Self.bucket(relation, tuple)
            buckets[bucket] = buckets[bucket] + times
        }
        guard let wanted = buckets.firstIndex(where: { $0 != 0 }) else { return nil }
        var sums: [[UInt32]: (relation: Relation, times: M31, tables: [String])] = [:]
        forEachLookup { table, relation, tuple, times in
            guard Self.bucket(relation, tuple) == wanted else { return }
            let key = [relation.id] + Self.trimmed(tuple).map(\.value)
            var sum = sums[key] ?? (relation, 0, [])
            sum.times = sum.times + times
            if sum.tables.last != table { sum.tables.append(table) }
            sums[key] = sum
        }
        let unbalanced = sums.filter { $0.value.times != 0 }.min { $0.key.lexicographicallyPrecedes($1.key) }
        return unbalanced.map { key, sum in
            UnbalancedTuple(
                relation: sum.relation, tuple: key.dropFirst().map { M31(canonical: $0) }, times: sum.times,
                tables: sum.tables)
        }
    }

    private func forEachLookup(_ body: (_ table: String, Relation, [M31], _ times: M31) -> Void) {
        for table in tables {
            let name = "\(table.kind.name)"
            var check = table.check()
            check.recordsLookups = true
            for vector in 0..<table.columns[0].vectorCount {
                check.start(row: vector)
                table.kind.evaluate(&check)
                for lookup in check.takeLookups() { body(name, lookup.relation, lookup.tuple, lookup.times) }
            }
        }
        claim.publicData.forEachLookup { body("public data", $0, $1, $2) }
    }

    private static func trimmed(_ tuple: [M31]) -> ArraySlice<M31> {
        var tuple = tuple[...]
        while tuple.last == 0 { tuple.removeLast() }
        return tuple
    }

    /// FNV-1a over relation and entries.
    private static func bucket(_ relation: Relation, _ tuple: [M31]) -> Int {
        var hash: UInt32 = 0x811c_9dc5
        for word in [relation.id] + trimmed(tuple).map(\.value) { hash = (hash ^ word) &* 16_777_619 }
        return Int((hash ^ hash >> 16) & 0xffff)
    }
}

extension TableTrace {
    /// An evaluator of the table's constraints and lookups on its rows.
    func check() -> CheckEvaluator {
        let preprocessed = kind.counts(logSize: logSize).preprocessed.map { PreprocessedTrace.column($0) }
        return CheckEvaluator(logSize: logSize, parameter: parameter, columns: columns, preprocessed: preprocessed)
    }
}

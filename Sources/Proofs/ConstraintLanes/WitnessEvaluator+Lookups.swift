public import ConstraintSystems
import FiniteFields
public import PackedFields

// Yields are not counted here: their multiplicities come from the other side's uses.
extension WitnessEvaluator {
    @inlinable @inline(__always) public mutating func use<let n: Int>(_ relation: Relation, _ tuple: [n of PackedM31]) {
        if relation.key == .first {
            count(relation, tuple[0])
        } else if relation.key == .fields {
            withUnsafeTuple(tuple) { countFields(relation, $0, n) }
        }
    }
    @inlinable @inline(__always) public mutating func use(_ relation: Relation, _ tuple: Vector<PackedM31>) {
        if relation.key == .first {
            count(relation, tuple[0])
        } else if relation.key == .fields {
            countFields(relation, tuple.pointer, tuple.count)
        }
    }
    @inlinable @inline(__always) public mutating func use(
        _ relation: Relation, key: PackedM31, count: Int, fill: (Vector<PackedM31>) -> Void
    ) {
        self.count(relation, key)
    }
    @inlinable @inline(__always) public mutating func yield(_ relation: Relation, _ tuple: Vector<PackedM31>) {}
    @inlinable @inline(__always) public mutating func yield<let n: Int>(
        _ relation: Relation, _ tuple: [n of PackedM31]
    ) {}
    @inlinable @inline(__always) public mutating func yield<let n: Int>(
        _ relation: Relation, _ tuple: [n of PackedM31], times: PackedM31
    ) {}
    @inlinable @inline(__always) public mutating func yield(
        _ relation: Relation, _ tuple: Vector<PackedM31>, times: PackedM31
    ) {}

    /// Counts by the bit fields of the row; entries beyond the fields follow from them.
    @inline(never) @usableFromInline func countFields(
        _ relation: Relation, _ tuple: UnsafePointer<PackedM31>, _ n: Int
    ) {
        var widths = relation.widths, fields = 0
        while widths != 0 {
            widths >>= 4
            fields &+= 1
        }
        guard fields >= 1, fields <= n else { return }
        var row = tuple[0].lanes
        for k in 1..<max(fields, 1) {
            let width = (relation.widths >> UInt32(truncatingIfNeeded: 4 &* (fields &- 1 &- k))) & 15
            row = (row &<< width) | tuple[k].lanes
        }
        count(relation, PackedM31(lanes: row))
    }

    @inline(never) @usableFromInline func count(_ relation: Relation, _ index: PackedM31) {
        let index = index.lanes
        // Ids of values count in two tables: those of bit 30 in the one after the last relation.
        let table = counters.tables[Int(relation.index)]
        guard let counts = table.counts else { return }
        for i in 0..<active {
            let row = Int(index[i])
            if row < table.count {
                counts[row] &+= 1
            } else {
                countBig(relation, row)
            }
        }
    }
    @inline(never) func countBig(_ relation: Relation, _ row: Int) {
        let table = counters.tables[LookupCounters.bigTable(of: relation)]
        let big = row &- 0x4000_0000
        guard let counts = table.counts, big >= 0, big < table.count else {
            counters.isOutOfRange = true
            return
        }
        counts[big] &+= 1
    }
}

extension LookupCounters {
    /// Where the ids from 2^30 on of a relation's first entries are counted: an index no relation has.
    public static func bigTable(of relation: Relation) -> Int { 255 - Int(relation.index & 63) }
}

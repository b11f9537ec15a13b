public import FiniteFields

/// Counts columns, constraints and lookups, and bounds degrees.
public struct CountEvaluator: ~Copyable, AIREvaluator {
    public typealias Value = Degree
    public typealias Hint = NoHint
    public typealias Word = NoHint
    public typealias Felt = NoHint

    /// What was counted so far.
    public var counts = ComponentCounts()
    public var arena = Arena<Degree>(capacity: 8192)
    public let logSize: UInt32
    public var parameter: M31 { 0 }

    /// A run over a table of `2^logSize` rows (the size names the preprocessed columns).
    public init(logSize: UInt32 = 4) { self.logSize = logSize }

    @usableFromInline mutating func next() -> Degree {
        counts.columns += 1
        return Degree(degree: 1)
    }
    public mutating func input() -> Degree { next() }
    public mutating func enabler() {
        let e = next()
        constrain(e * e - e)
    }
    public mutating func constrain(_ zero: Degree) {
        counts.constraints += 1
        counts.degreeMax = max(counts.degreeMax, zero.value)
    }
    @usableFromInline mutating func entry(_ value: Degree) {
        counts.tupleDegreeMax = max(counts.tupleDegreeMax, value.value)
    }
    @usableFromInline mutating func lookup(length: Int) {
        counts.lookups += 1
        counts.tupleLengthMax = max(counts.tupleLengthMax, length)
    }
    @inlinable public mutating func use<let n: Int>(_ relation: Relation, _ tuple: [n of Degree]) {
        counts.uses[Int(relation.index)] += 1
        lookup(length: n)
        for i in 0..<n { entry(tuple[i]) }
    }
    public mutating func use(_ relation: Relation, _ tuple: Vector<Degree>) {
        counts.uses[Int(relation.index)] += 1
        lookup(length: tuple.count)
        for i in 0..<tuple.count { entry(tuple[i]) }
    }
    public mutating func yield(_ relation: Relation, _ tuple: Vector<Degree>) {
        lookup(length: tuple.count)
        for i in 0..<tuple.count { entry(tuple[i]) }
    }
    @inlinable public mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of Degree]) {
        lookup(length: n)
        for i in 0..<n { entry(tuple[i]) }
    }
    @inlinable public mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of Degree], times: Degree) {
        yield(relation, tuple)
    }
    public mutating func yield(_ relation: Relation, _ tuple: Vector<Degree>, times: Degree) {
        yield(relation, tuple)
    }
    public mutating func preprocessed(_ column: PreprocessedColumn) -> Degree {
        counts.preprocessed.append(column)
        return Degree(degree: 1)
    }
}

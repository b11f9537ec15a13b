public import ConstraintSystems
public import FiniteFields
public import PackedFields

/// Runs a description over a finished trace and finds the first constraint that does not hold.
public struct CheckEvaluator: ~Copyable, AIREvaluator {
    public typealias Value = PackedM31
    public typealias Hint = NoHint
    public typealias Word = NoHint
    public typealias Felt = NoHint

    /// A constraint, counted from 0, and a row on which it is not zero.
    public struct Failure: Equatable, Sendable {
        public let row: Int, constraint: Int
    }

    public var arena = Arena<PackedM31>(capacity: 4096)
    public let logSize: UInt32
    public let parameter: M31
    let columns: [PackedColumn], preprocessedColumns: [PackedColumn]
    var row = 0, column = 0, preprocessedIndex = 0, constraint = 0
    var gate = PackedM31(1)
    /// The first failure seen.
    public private(set) var failure: Failure?
    /// Whether lookups are recorded, and those of all rows so far.
    public var recordsLookups = false
    public private(set) var lookups: [Lookup] = []

    /// One fraction: its tuple and how often it counts, negative for yields.
    public struct Lookup: Sendable {
        public let relation: Relation
        public let tuple: [M31]
        public let times: M31
    }

    public init(logSize: UInt32, parameter: M31, columns: [PackedColumn], preprocessed: [PackedColumn]) {
        self.logSize = logSize
        self.parameter = parameter
        self.columns = columns
        preprocessedColumns = preprocessed
    }
    /// Begins with vector `row`.
    public mutating func start(row: Int) {
        self.row = row
        column = 0
        preprocessedIndex = 0
        constraint = 0
        gate = PackedM31(1)
        arena.reset()
    }
    public mutating func input() -> PackedM31 {
        defer { column += 1 }
        return columns[column].vectors[row]
    }
    public mutating func enabler() {
        gate = input()
        constrain(gate * gate - gate)
    }
    public mutating func constrain(_ zero: PackedM31) {
        if failure == nil, let lane = (0..<16).first(where: { zero.lanes[$0] != 0 }) {
            failure = Failure(row: 16 * row + lane, constraint: constraint)
        }
        constraint += 1
    }
    public mutating func preprocessed(_ column: PreprocessedColumn) -> PackedM31 {
        defer { preprocessedIndex += 1 }
        return preprocessedColumns[preprocessedIndex].vectors[row]
    }
    /// The lookups recorded so far, which it forgets.
    public mutating func takeLookups() -> [Lookup] {
        defer { lookups.removeAll(keepingCapacity: true) }
        return lookups
    }
    @usableFromInline mutating func record(
        _ relation: Relation, _ tuple: UnsafePointer<PackedM31>, _ n: Int, _ times: PackedM31
    ) {
        guard recordsLookups else { return }
        for lane in 0..<16 where times.lanes[lane] != 0 {
            let entries = (0..<n).map { M31(canonical: tuple[$0].lanes[lane]) }
            lookups.append(Lookup(relation: relation, tuple: entries, times: M31(canonical: times.lanes[lane])))
        }
    }
    @inlinable public mutating func use<let n: Int>(_ r: Relation, _ t: [n of PackedM31]) {
        withUnsafeTuple(t) { record(r, $0, n, gateValue) }
    }
    @inlinable public mutating func yield<let n: Int>(_ r: Relation, _ t: [n of PackedM31]) {
        withUnsafeTuple(t) { record(r, $0, n, -gateValue) }
    }
    @inlinable public mutating func yield<let n: Int>(_ r: Relation, _ t: [n of PackedM31], times: PackedM31) {
        withUnsafeTuple(t) { record(r, $0, n, -times) }
    }
    public mutating func use(_ r: Relation, _ t: Vector<PackedM31>) { record(r, t.pointer, t.count, gate) }
    public mutating func yield(_ r: Relation, _ t: Vector<PackedM31>) { record(r, t.pointer, t.count, -gate) }
    public mutating func yield(_ r: Relation, _ t: Vector<PackedM31>, times: PackedM31) {
        record(r, t.pointer, t.count, -times)
    }
    @usableFromInline var gateValue: PackedM31 { gate }
}

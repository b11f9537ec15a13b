import CairoAIR
import ConstraintSystems
import FiniteFields

/// One fraction of a row: its tuple and how often it counts, as expressions.
struct RecordedLookup: Sendable {
    let relation: Relation
    let tuple: [Expression]
    let times: Expression
    /// Whether the row asks; otherwise it answers.
    let isUse: Bool
}

/// Writes a component's text down: constraints and lookups by number, as expressions in the cells of a row.
struct TextRecorder: ~Copyable, AIREvaluator {
    typealias Value = Expression
    typealias Hint = NoHint
    typealias Word = NoHint
    typealias Felt = NoHint

    var arena = Arena<Expression>(capacity: 1 << 14)
    let logSize: UInt32
    let parameter: M31
    private(set) var columns = 0
    private(set) var preprocessedColumns: [PreprocessedColumn] = []
    private(set) var constraints: [Expression] = []
    private(set) var lookups: [RecordedLookup] = []
    /// The cell of the enabler.
    private(set) var enablerCell: Int?
    private var gate: Expression

    init(logSize: UInt32, parameter: M31) {
        self.logSize = logSize
        self.parameter = parameter
        gate = Expression(1)
    }

    mutating func input() -> Expression {
        defer { columns += 1 }
        return Tape.current.append(.cell, UInt32(columns))
    }
    mutating func enabler() {
        enablerCell = columns
        gate = input()
        constrain(gate * gate - gate)
    }
    mutating func constrain(_ zero: Expression) { constraints.append(zero) }
    mutating func preprocessed(_ column: PreprocessedColumn) -> Expression {
        defer { preprocessedColumns.append(column) }
        return Tape.current.append(.preprocessed, UInt32(preprocessedColumns.count))
    }

    private mutating func record(_ relation: Relation, _ tuple: [Expression], _ times: Expression, isUse: Bool) {
        lookups.append(RecordedLookup(relation: relation, tuple: tuple, times: times, isUse: isUse))
    }
    mutating func use<let n: Int>(_ relation: Relation, _ tuple: [n of Expression]) {
        record(relation, tuple.indices.map { tuple[$0] }, gate, isUse: true)
    }
    mutating func use(_ relation: Relation, _ tuple: Vector<Expression>) {
        record(relation, (0..<tuple.count).map { tuple[$0] }, gate, isUse: true)
    }
    mutating func yield(_ relation: Relation, _ tuple: Vector<Expression>) { yield(relation, tuple, times: gate) }
    mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of Expression]) {
        yield(relation, tuple, times: gate)
    }
    mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of Expression], times: Expression) {
        record(relation, tuple.indices.map { tuple[$0] }, -times, isUse: false)
    }
    mutating func yield(_ relation: Relation, _ tuple: Vector<Expression>, times: Expression) {
        record(relation, (0..<tuple.count).map { tuple[$0] }, -times, isUse: false)
    }
}

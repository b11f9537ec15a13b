import CairoAIR
import ConstraintSystems
import FiniteFields
import Synchronization

/// A component's text as it was recorded once, to be evaluated on single rows without any part of it.
final class ComponentText: Sendable {
    let kind: ComponentKind
    let tape: [Tape.Node]
    let columns: Int
    let preprocessed: [PreprocessedColumn]
    let constraints: [Expression]
    let lookups: [RecordedLookup]
    let enablerCell: Int?

    init(_ kind: ComponentKind, logSize: UInt32, parameter: M31) {
        self.kind = kind
        (tape, columns, preprocessed, constraints, lookups, enablerCell) = Tape.lock.withLock { _ in
            Tape.current = Tape()
            var e = TextRecorder(logSize: logSize, parameter: parameter)
            kind.describe(to: &e)
            return (Tape.current.nodes, e.columns, e.preprocessedColumns, e.constraints, e.lookups, e.enablerCell)
        }
    }

    /// The value of every node on a row.
    func values(_ row: Row) -> [M31] {
        var values = [M31](repeating: 0, count: tape.count)
        for (index, node) in tape.enumerated() { values[index] = value(of: node, row, values) }
        return values
    }

    @inline(__always) func value(of node: Tape.Node, _ row: Row, _ values: [M31]) -> M31 {
        switch node.operation {
        case .constant: M31(canonical: node.a)
        case .cell: row.cells[Int(node.a)]
        case .preprocessed: row.preprocessed[Int(node.a)]
        case .add: values[Int(node.a)] + values[Int(node.b)]
        case .subtract: values[Int(node.a)] - values[Int(node.b)]
        case .multiply: values[Int(node.a)] * values[Int(node.b)]
        }
    }

    /// What the text says of a row.
    func verdict(_ row: Row) -> RowVerdict {
        let values = values(row)
        var verdict = RowVerdict()
        for (number, constraint) in constraints.enumerated() where values[Int(constraint.node)] != 0 {
            verdict.broken.append(number)
        }
        for lookup in lookups {
            let times = values[Int(lookup.times.node)]
            if times == 0 { continue }
            verdict.balance.add(lookup.relation, lookup.tuple.map { values[Int($0.node)] }, times)
        }
        return verdict
    }

    /// What an expression is zero for: the factors of a product, -1, 0 and 1 of x^3 - x, else the whole.
    func roots(of e: Expression) -> [(node: Expression, wanted: M31)] {
        let node = tape[Int(e.node)]
        func expression(_ number: UInt32) -> Expression { Expression(node: number) }
        if node.operation == .multiply { return roots(of: expression(node.a)) + roots(of: expression(node.b)) }
        if node.operation == .subtract {
            let cube = tape[Int(node.a)], square = tape[Int(cube.a)]
            if cube.operation == .multiply, square.operation == .multiply,
                [square.a, square.b, cube.b] == [node.b, node.b, node.b]
            {
                return [0, 1, -M31(1)].map { (expression(node.b), $0) }
            }
        }
        return [(e, 0)]
    }
}

/// The cells of one row of a table, and its preprocessed columns.
struct Row: Sendable, Equatable {
    var cells: [M31]
    var preprocessed: [M31]
}

/// What a component's text says of a row.
struct RowVerdict: Equatable {
    /// The constraints that are not zero.
    var broken: [Int] = []
    /// What the row's lookups add up to.
    var balance = Balance()
}

/// Lookups added up, tuple by tuple: relation and entries without the zeros at the end, which count nothing.
struct Balance: Equatable {
    private(set) var counts: [[UInt32]: M31] = [:]

    mutating func add(_ relation: Relation, _ tuple: [M31], _ times: M31) {
        var key = [relation.id] + tuple.map(\.value)
        while key.count > 1, key.last == 0 { key.removeLast() }
        let sum = (counts[key] ?? 0) + times
        counts[key] = sum == 0 ? nil : sum
    }
}

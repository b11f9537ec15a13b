import ConstraintSystems
import FiniteFields

/// A row that is changed cell by cell, with the values of a component's expressions on it.
struct RowState {
    let text: ComponentText
    let dependencies: Dependencies
    private(set) var row: Row
    private var values: [M31]

    init(_ text: ComponentText, _ row: Row, _ dependencies: Dependencies) {
        self.text = text
        self.dependencies = dependencies
        self.row = row
        values = text.values(row)
    }

    mutating func set(_ cell: Int, _ value: M31) {
        row.cells[cell] = value
        for index in dependencies.nodesOfCell[cell] {
            values[Int(index)] = text.value(of: text.tape[Int(index)], row, values)
        }
    }

    func value(_ e: Expression) -> M31 { values[Int(e.node)] }
    func tuple(_ lookup: Int) -> [M31] { text.lookups[lookup].tuple.map(value) }

    /// Whether a constraint that reads the cell is not zero.
    func breaksConstraint(of cell: Int) -> Bool {
        dependencies.constraintsOfCell[cell].contains { value(text.constraints[$0]) != 0 }
    }

    /// What the lookups that read a cell add up to.
    func balance(of cell: Int) -> Balance {
        var balance = Balance()
        for number in dependencies.lookupsOfCell[cell] {
            let times = value(text.lookups[number].times)
            if times != 0 { balance.add(text.lookups[number].relation, tuple(number), times) }
        }
        return balance
    }

    /// Whether the text notices another value of a cell of this row, which satisfies it.
    mutating func notices(_ changed: M31, at cell: Int) -> Bool {
        let old = row.cells[cell], before = balance(of: cell)
        set(cell, changed)
        defer { set(cell, old) }
        return breaksConstraint(of: cell) || balance(of: cell) != before
    }
}

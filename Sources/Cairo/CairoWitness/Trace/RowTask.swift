import CairoAIR
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields

/// A table whose rows the component's text fills, and the part of the work that is one table's.
struct RowTask {
    let kind: ComponentKind
    let logSize: UInt32
    let parameter: M31
    /// Rows from here on are padding whose lookups do not count.
    let activeRows: Int
    let inputs: [PackedColumn]
    let columns: [PackedColumn]

    init(_ kind: ComponentKind, logSize: UInt32, parameter: M31 = 0, activeRows: Int, inputs: [PackedColumn]) {
        self.kind = kind
        self.logSize = logSize
        self.parameter = parameter
        self.activeRows = activeRows
        self.inputs = inputs
        columns = (0..<kind.shape.columns).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
    }

    /// Vectors that are filled at once.
    static let grain = 256
    var parts: Int { (vectors + Self.grain - 1) / Self.grain }
    private var vectors: Int { (1 << Int(logSize)) / 16 }

    /// Fills one part of the rows.
    func fill(part: Int, memory: WitnessMemory, counters: LookupCounters) {
        withPadding(columns.map(\.vectors)) { columns in
            withPointers(inputs) { inputs in
                let context = WitnessContext(
                    columns: columns, inputs: inputs, activeRows: activeRows, memory: memory)
                var e = WitnessEvaluator(context, counters: counters, logSize: logSize, parameter: parameter)
                for row in (part * Self.grain)..<min(vectors, (part + 1) * Self.grain) {
                    e.start(row: row)
                    kind.evaluate(&e)
                }
            }
        }
    }

    var trace: TableTrace { TableTrace(kind: kind, logSize: logSize, parameter: parameter, columns: columns) }
}

/// The smallest log size of a table with this many rows (STWO §6.2).
func tableLogSize(rows: Int) -> UInt32 {
    var logSize: UInt32 = 4
    while 1 << Int(logSize) < rows { logSize += 1 }
    return logSize
}

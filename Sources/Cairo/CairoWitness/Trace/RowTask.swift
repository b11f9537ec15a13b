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
    /// What the rows ask of other components.
    var calls: [Call] = []
    /// Constants by row, for components that look into a table of field elements.
    var table = FeltTable()

    /// A list of calls, and which of its callers the task is.
    struct Call {
        let list: CallList
        let caller: Int
    }

    /// A table of field elements, row by row.
    struct FeltTable {
        var columns = 1
        var felts: [Felt252] = []
    }

    init(_ kind: ComponentKind, logSize: UInt32, parameter: M31 = 0, activeRows: Int, inputs: [PackedColumn]) {
        self.kind = kind
        self.logSize = logSize
        self.parameter = parameter
        self.activeRows = activeRows
        self.inputs = inputs
        columns = (0..<kind.shape.columns).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
    }

    /// Vectors that are filled at once: fewer where a row runs whole chains.
    private var grain: Int { calls.contains { $0.list.isChain(of: $0.caller) } ? 1 : 256 }
    var parts: Int { (vectors + grain - 1) / grain }
    private var vectors: Int { (1 << Int(logSize)) / 16 }

    /// Fills one part of the rows.
    func fill(part: Int, memory: WitnessMemory, counters: LookupCounters) {
        withPadding(columns.map(\.vectors)) { columns in
            withPointers(inputs) { inputs in
                withPadding(table.felts) { felts in
                    withPadding(calls.map { $0.list.callee(of: $0.caller) }) { callees in
                        var context = WitnessContext(
                            columns: columns, inputs: inputs, activeRows: activeRows, memory: memory,
                            callees: callees, calleeCount: calls.count)
                        context.table = felts
                        context.tableColumns = table.columns
                        context.tableRows = table.felts.count / table.columns
                        run(context, (part * grain)..<min(vectors, (part + 1) * grain), counters)
                    }
                }
            }
        }
    }

    private func run(_ context: WitnessContext, _ rows: Range<Int>, _ counters: LookupCounters) {
        var e = WitnessEvaluator(context, counters: counters, logSize: logSize, parameter: parameter)
        for row in rows {
            e.start(row: row)
            kind.evaluate(&e)
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

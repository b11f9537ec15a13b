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
    /// Where the rounds of the rows' chains go, for components that have chains.
    var callee: Callee?
    /// Constants by row, two felts each, for components that look into a table of points.
    var table: [Felt252] = []

    /// The inputs of the component that proves the rounds: slot by slot, all rows of the caller in each (STWO §6.3).
    struct Callee {
        let kind: ComponentKind
        /// Rounds of all chains of a row.
        let slots: Int
        let columns: [PackedColumn]

        init(_ kind: ComponentKind, width: Int, slots: Int, callerLogSize: UInt32) {
            self.kind = kind
            self.slots = slots
            let logSize = tableLogSize(rows: slots << Int(callerLogSize))
            columns = (0..<width).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
        }

        /// The callee's own task, when all callers' rows are filled: the rest of its rows are copies of the first vector.
        func task(callerLogSize: UInt32, table: [Felt252]) -> RowTask {
            let active = slots << Int(callerLogSize)
            for column in columns {
                for vector in (active / 16)..<column.vectorCount { column.vectors[vector] = column.vectors[0] }
            }
            var task = RowTask(
                kind, logSize: UInt32(columns[0].logSize), activeRows: active, inputs: columns)
            task.table = table
            return task
        }
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
    private var grain: Int { callee == nil ? 256 : 1 }
    var parts: Int { (vectors + grain - 1) / grain }
    private var vectors: Int { (1 << Int(logSize)) / 16 }

    /// Fills one part of the rows.
    func fill(part: Int, memory: WitnessMemory, counters: LookupCounters) {
        withPadding(columns.map(\.vectors)) { columns in
            withPointers(inputs) { inputs in
                withPadding(table) { table in
                    withPadding(callee?.columns.map(\.vectors) ?? []) { callees in
                        var context = WitnessContext(
                            columns: columns, inputs: inputs, activeRows: activeRows, memory: memory)
                        context.table = table
                        context.tableRows = self.table.count / 2
                        if let callee {
                            context.callee = callees
                            context.calleeStride = vectors
                            context.calleeSlots = callee.slots
                        }
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

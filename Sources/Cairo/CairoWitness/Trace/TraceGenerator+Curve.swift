import CairoAIR
import ConstraintLanes
import ConstraintSystems
import EllipticCurves
import FiniteFields
import PackedFields

extension TraceGenerator {
    /// The tables that prove what filled builtin tables handed on: the steps of scalar multiplications, and hashes
    /// with theirs. They come back filled.
    func curveTasks(callers: [RowTask]) throws(WitnessError) -> [RowTask] {
        var tasks: [RowTask] = []
        for caller in callers {
            if let callee = caller.callee {
                let task = callee.task(callerLogSize: caller.logSize, table: [])
                counters.prepare([task.kind], memory: input.memory)
                try fill([task])
                tasks.append(task)
            }
            if caller.kind == .pedersenBuiltin || caller.kind == .pedersenBuiltinNarrowWindows {
                tasks += try pedersenTasks(caller)
            }
        }
        return tasks
    }

    /// Each triple of ids is hashed once; then the additions of points, round by round.
    private func pedersenTasks(_ builtin: RowTask) throws(WitnessError) -> [RowTask] {
        let isWide = builtin.kind == .pedersenBuiltin, windows = isWide ? 14 : 28
        let table = PedersenPointTable.coordinates(windowBits: isWide ? 18 : 9)
        let distinct = distinctRows(builtin.columns)
        let logSize = tableLogSize(rows: distinct.count)
        guard logSize <= 22 else { throw .tableTooLarge(builtin.kind) }
        let inputs = (0..<4).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
        for row in 0..<(1 << Int(logSize)) {
            let entry = row < distinct.count ? distinct[row] : distinct[0]
            inputs[0].words[row] = row < distinct.count ? entry.count : 0
            for k in 0..<3 { inputs[k + 1].words[row] = entry.row[k] }
        }
        var aggregator = RowTask(
            isWide ? .pedersenAggregatorWindowBits18 : .pedersenAggregatorWindowBits9, logSize: logSize,
            activeRows: 1 << Int(logSize), inputs: inputs)
        aggregator.table = table
        let callee = RowTask.Callee(
            isWide ? .partialEcMulWindowBits18 : .partialEcMulWindowBits9, width: 2 + windows + 56,
            slots: 2 * windows, callerLogSize: logSize)
        aggregator.callee = callee
        counters.prepare([aggregator.kind, callee.kind], memory: input.memory)
        try fill([aggregator])
        let steps = callee.task(callerLogSize: logSize, table: table)
        try fill([steps])
        return [aggregator, steps]
    }

    /// The different rows of some columns in lexicographic order, with how often each occurs.
    private func distinctRows(_ columns: [PackedColumn]) -> [(row: [UInt32], count: UInt32)] {
        var rows = (0..<columns[0].count).map { row in columns.map { $0.words[row] } }
        rows.sort { $0.lexicographicallyPrecedes($1) }
        var distinct: [(row: [UInt32], count: UInt32)] = []
        for row in rows {
            if let last = distinct.last, last.row == row {
                distinct[distinct.count - 1].count += 1
            } else {
                distinct.append((row, 1))
            }
        }
        return distinct
    }
}

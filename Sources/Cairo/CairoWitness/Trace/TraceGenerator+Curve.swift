import CairoAIR
import ConstraintLanes
import ConstraintSystems
import EllipticCurves
import FiniteFields
import PackedFields

extension TraceGenerator {
    /// Each triple of ids is hashed once; then the additions of points, round by round. All of it comes back filled.
    func pedersenTasks(_ builtin: RowTask) throws(WitnessError) -> [RowTask] {
        let isWide = builtin.kind == .pedersenBuiltin, windows = isWide ? 14 : 28
        let table = RowTask.FeltTable(
            columns: 2, felts: PedersenPointTable.coordinates(windowBits: isWide ? 18 : 9))
        var aggregator = try aggregator(
            of: builtin, isWide ? .pedersenAggregatorWindowBits18 : .pedersenAggregatorWindowBits9)
        guard aggregator.logSize <= 22 else { throw .tableTooLarge(builtin.kind) }
        let calls = CallList(
            isWide ? .partialEcMulWindowBits18 : .partialEcMulWindowBits9,
            isWide ? .partialEcMulWindowBits18 : .partialEcMulWindowBits9, width: 2 + windows + 56,
            callers: [.init(rows: aggregator.activeRows, slots: 2 * windows)])
        aggregator.table = table
        aggregator.calls = [.init(list: calls, caller: 0)]
        counters.prepare([aggregator.kind, calls.kind], memory: input.memory)
        try fill([aggregator])
        var steps = calls.task()
        steps.table = table
        try fill([steps])
        return [aggregator, steps]
    }

    /// The table that does what a builtin's instances ask for, once for each different row of ids; padded with copies of the
    /// first that count nothing but do call (STWO §6.3, kind M).
    func aggregator(of builtin: RowTask, _ kind: ComponentKind) throws(WitnessError) -> RowTask {
        let distinct = distinctRows(builtin.columns)
        let logSize = tableLogSize(rows: distinct.count)
        let inputs = (0...builtin.columns.count).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
        for row in 0..<(1 << Int(logSize)) {
            let entry = row < distinct.count ? distinct[row] : distinct[0]
            inputs[0].words[row] = row < distinct.count ? entry.count : 0
            for k in entry.row.indices { inputs[k + 1].words[row] = entry.row[k] }
        }
        return RowTask(kind, logSize: logSize, activeRows: 1 << Int(logSize), inputs: inputs)
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

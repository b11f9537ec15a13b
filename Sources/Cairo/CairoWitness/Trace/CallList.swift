import CairoAIR
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields

/// The inputs of a component whose rows other components' rows ask for, in the order of the reference (STWO §6.3): all
/// slots of the first caller, then those of the next, in whole vectors, and then what is left of them.
final class CallList: @unchecked Sendable {
    /// A component that calls.
    struct Caller {
        /// Its active rows.
        let rows: Int
        /// Calls of each.
        let slots: Int
    }

    let kind: ComponentKind
    private let relation: Relation
    private let callers: [Caller]
    private let columns: [PackedColumn]
    /// The columns' memory, for `WitnessCallee`.
    private let pointers: UnsafeMutablePointer<UnsafeMutablePointer<PackedM31>>

    /// `width`: the columns that a call fills.
    init(_ kind: ComponentKind, _ relation: Relation, width: Int, callers: [Caller]) {
        self.kind = kind
        self.relation = relation
        self.callers = callers
        let blocks = Self.vectors(callers) + (Self.left(callers) + 15) / 16
        let logSize = Int(tableLogSize(rows: 16 * blocks))
        columns = (0..<width).map { _ in PackedColumn(logSize: logSize, zeroed: false) }
        pointers = .allocate(capacity: width)
        for (index, column) in columns.enumerated() { (pointers + index).initialize(to: column.vectors) }
    }

    deinit { pointers.deallocate() }

    /// Whole vectors of calls, and calls beside them.
    private static func vectors(_ callers: some Sequence<Caller>) -> Int {
        callers.reduce(0) { $0 + $1.slots * ($1.rows / 16) }
    }
    private static func left(_ callers: some Sequence<Caller>) -> Int {
        callers.reduce(0) { $0 + $1.slots * ($1.rows % 16) }
    }

    /// All calls.
    var count: Int { 16 * Self.vectors(callers) + Self.left(callers) }

    /// Whether a row of the caller runs a whole chain, which takes long.
    func isChain(of caller: Int) -> Bool { callers[caller].slots >= 8 }

    /// Where a caller's rows write.
    func callee(of caller: Int) -> WitnessCallee {
        let before = callers.prefix(caller)
        return WitnessCallee(
            relation: relation.index, columns: UnsafePointer(pointers), columnCount: columns.count,
            slots: callers[caller].slots, activeRows: callers[caller].rows, firstVector: Self.vectors(before),
            firstRow: 16 * Self.vectors(callers) + Self.left(before))
    }

    /// The component's own task, when all callers' rows are filled: what is left of the last vector repeats its first row, the
    /// vectors behind it the first vector.
    func task() -> RowTask {
        let active = count, first = 16 * Self.vectors(callers), end = (active + 15) / 16
        for column in columns {
            for row in active..<(16 * end) { column.words[row] = column.words[first] }
            for vector in end..<column.vectorCount { column.vectors[vector] = column.vectors[0] }
        }
        return RowTask(kind, logSize: UInt32(columns[0].logSize), activeRows: active, inputs: columns)
    }
}

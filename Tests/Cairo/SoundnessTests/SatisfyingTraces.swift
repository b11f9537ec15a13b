import CairoAIR
import CairoWitness
import ConstraintSystems
import FiniteFields
import Foundation
import PackedFields
import ProofFormats
import Synchronization
import VectorFiles

/// Rows of a table of a satisfying trace: some that count, and one of the padding where there is any.
struct TableRows: Sendable {
    let run: String
    let kind: ComponentKind
    let text: ComponentText
    let dependencies: Dependencies
    let used: [Row]
    let padding: Row?
}

/// Traces of recorded runs that between them fill every table.
enum SatisfyingTraces {
    static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil
    static let runs = [
        "opcodes", "arithmetic", "range_checks", "bitwise", "ec_op", "pedersen", "poseidon", "modular", "blake",
    ]

    static func input(_ run: String) throws -> ProverInput {
        try ProverInput(json: VectorFiles.data("stwo/inputs/\(run).prover_input.json"))
    }

    /// The rows of all tables of all runs. The variant with windows of 18 bits takes minutes to make and comes with the
    /// long tests.
    static let tables: [TableRows] = {
        do {
            var tables = try rows(of: SingleSteps.all(), "single steps", .canonicalSmall)
                .filter { $0.kind.rawValue < ComponentKind.opcodeCount }
            tables += try runs.flatMap { try rows(of: $0, .canonicalSmall) }
            if isLong { tables += try rows(of: "pedersen", .canonical).filter { $0.kind.hasWideWindows } }
            return tables
        } catch { fatalError("no trace: \(error)") }
    }()

    static func tables(of kind: ComponentKind) -> [TableRows] { tables.filter { $0.kind == kind } }

    private static func rows(of run: String, _ variant: PreprocessedVariant) throws -> [TableRows] {
        try rows(of: input(run), run, variant)
    }

    private static func rows(
        of input: ProverInput, _ run: String, _ variant: PreprocessedVariant
    ) throws -> [TableRows] {
        try TraceGenerator.generate(input, variant: variant).tables.map { table in
            let text = ComponentText(table.kind, logSize: table.logSize, parameter: table.parameter)
            let (used, padding) = chosen(table)
            func row(_ number: Int) -> Row {
                Row(
                    cells: table.columns.map { $0[number] },
                    preprocessed: text.preprocessed.map { preprocessedValue($0, number) })
            }
            var rows = used.map(row)
            if let first = rows.first, let other = topmost(table.kind, first) { rows.insert(other, at: 1) }
            return TableRows(
                run: run, kind: table.kind, text: text, dependencies: Dependencies(text), used: rows,
                padding: padding.map(row))
        }
    }

    /// Up to 32 rows that count, each with other bits than those before, and the last row where it does not count.
    private static func chosen(_ table: TableTrace) -> (used: [Int], padding: Int?) {
        let count = 1 << Int(table.logSize)
        let gates: [Int] =
            switch table.kind.shape.gate {
            case .open: []
            case .enabler: [0]
            case .table: Array(table.columns.indices)
            case .multiplicity: table.kind == .memoryAddressToId ? stride(from: 1, to: 32, by: 2).map { $0 } : [0]
            }
        let active = (0..<count).filter { row in gates.isEmpty || gates.contains { table.columns[$0][row] != 0 } }
        var seen = Set<[Bool]>()
        var used: [Int] = []
        for row in active.prefix(1 << 12) where used.count < 32 {
            // Which cells are 0 and which are 1 tells flags, signs and carries apart.
            let bits = table.columns.flatMap { [$0[row] == 0, $0[row] == 1] }
            if seen.insert(bits).inserted { used.append(row) }
        }
        return (used, active.last == count - 1 ? nil : count - 1)
    }

    /// The row with 2^251 for its scalar, which no recorded run has: the checks that a value is below the prime look at the other
    /// limbs only where the top one is that of the prime.
    private static func topmost(_ kind: ComponentKind, _ row: Row) -> Row? {
        let places: [(id: Int, limbs: Int, flags: Int)] =
            switch kind {
            case .pedersenAggregatorWindowBits9, .pedersenAggregatorWindowBits18: [(1, 4, 60), (2, 32, 63)]
            case .ecOpBuiltin: [(116, 117, 145)]
            default: []
            }
        guard !places.isEmpty else { return nil }
        var row = row
        for (number, (id, limbs, flags)) in places.enumerated() {
            row.cells[id] = pow2(30) + M31(canonical: UInt32(number))
            for limb in 0..<28 { row.cells[limbs + limb] = limb == 27 ? 256 : 0 }
            // Top limb of p, middle limbs of p, and what is left of limb 21.
            row.cells[flags] = 1
            row.cells[flags + 1] = 0
            row.cells[flags + 2] = 120
        }
        return row
    }

    private static let columns = Mutex<[PreprocessedColumn: PackedColumn]>([:])

    private static func preprocessedValue(_ column: PreprocessedColumn, _ row: Int) -> M31 {
        if column.family == PreprocessedFamily.sequence.rawValue { return M31(canonical: UInt32(row)) }
        return columns.withLock { columns in
            let made = columns[column] ?? PreprocessedTrace.column(column)
            columns[column] = made
            return made[row]
        }
    }
}

extension ComponentKind {
    /// Whether only the trace variant with windows of 18 bits has the table.
    var hasWideWindows: Bool {
        switch self {
        case .pedersenBuiltin, .pedersenAggregatorWindowBits18, .partialEcMulWindowBits18,
            .pedersenPointsTableWindowBits18:
            true
        default: false
        }
    }
}

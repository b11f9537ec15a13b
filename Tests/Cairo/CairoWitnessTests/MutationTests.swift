import CairoAIR
import CairoWitness
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields
import Testing

/// What the constraints do with traces that are wrong in one cell.
struct MutationTests {
    /// Runs that between them fill every table whose rows say something.
    static let runs = ["opcodes", "arithmetic", "range_checks", "bitwise", "ec_op", "pedersen", "poseidon", "modular"]

    static func trace(_ name: String) throws -> MainTrace {
        try TraceGenerator.generate(GoldenRun(name: name).input(), variant: .canonicalSmall)
    }

    @Test func `the runs fill every table that is no constant`() throws {
        var kinds = Set(try Self.runs.flatMap { try Self.trace($0).tables.map(\.kind) })
        kinds.formUnion([
            // For the trace variant with windows of 18 bits, whose table takes minutes to make.
            .pedersenBuiltin, .pedersenAggregatorWindowBits18, .partialEcMulWindowBits18,
        ])
        let expected = ComponentKind.allCases.filter { $0.shape.gate != .table }
        #expect(expected.allSatisfy(kinds.contains), "\(expected.filter { !kinds.contains($0) })")
    }

    @Test(arguments: runs) func `every row of a made trace satisfies the constraints`(_ name: String) throws {
        for table in try Self.trace(name).tables where table.kind.shape.gate != .table {
            let preprocessed = table.kind.counts(logSize: table.logSize).preprocessed.map {
                PreprocessedTrace.column($0)
            }
            var check = CheckEvaluator(
                logSize: table.logSize, parameter: table.parameter, columns: table.columns,
                preprocessed: preprocessed)
            for row in 0..<table.columns[0].vectorCount {
                check.start(row: row)
                table.kind.evaluate(&check)
            }
            #expect(check.failure == nil, "\(table.kind)")
        }
    }

    /// A changed cell breaks a constraint of its row, or the row's lookups, which then no longer cancel.
    @Test(arguments: runs) func `no cell of an active row can be changed unnoticed`(_ name: String) throws {
        for table in try Self.trace(name).tables where table.kind.shape.gate != .table && table.kind != .genericOpcode {
            let preprocessed = table.kind.counts(logSize: table.logSize).preprocessed.map {
                PreprocessedTrace.column($0)
            }
            let before = Self.firstRows(table, preprocessed)
            #expect(before.failure == nil)
            for (number, column) in table.columns.enumerated() {
                // An address that nobody looks up yields nothing: its id is free.
                if table.kind == .memoryAddressToId, number % 2 == 0, table.columns[number + 1][0] == 0 { continue }
                // Whether a value's middle limbs are those of p says nothing where its top limb is below p's.
                let isFlag = table.kind == .pedersenAggregatorWindowBits9 && (number == 61 || number == 64)
                for change in isFlag ? Self.changes.suffix(2) : Self.changes[...] {
                    let isNoticed = Self.isNoticed(change, column, 0, table, preprocessed, before)
                    #expect(isNoticed, "\(table.kind) column \(number) by \(change.value)")
                }
            }
        }
    }

    /// The generic opcode reads these only where a flag says so: the second bits of the top limbs of addresses and of
    /// small numbers, and the inverse of a sum that may be zero. The run's only generic instructions are conditional
    /// jumps, which have no result: its limbs are free too.
    static let conditional = Set([82, 226, 227, 228, 231, 233, 237]).union(198..<226)

    @Test func `every cell of the generic opcode but the conditional ones is bound`() throws {
        let tables = try Self.trace("opcodes").tables
        let table = try #require(tables.first { $0.kind == .genericOpcode })
        let before = Self.firstRows(table, [])
        for (number, column) in table.columns.enumerated() where !Self.conditional.contains(number) {
            let isNoticed = Self.changes.contains { Self.isNoticed($0, column, 0, table, [], before) }
            #expect(isNoticed, "column \(number)")
        }
    }

    static let changes: [M31] = [1, M31(canonical: 1 << 20), M31(canonical: M31.modulus - 1)]

    static func isNoticed(
        _ change: M31, _ column: PackedColumn, _ row: Int, _ table: TableTrace, _ preprocessed: [PackedColumn],
        _ before: (failure: CheckEvaluator.Failure?, lookups: [[UInt32]])
    ) -> Bool {
        let cell = column[row]
        column[row] = cell + change
        defer { column[row] = cell }
        let after = firstRows(table, preprocessed)
        return after.failure != nil || after.lookups != before.lookups
    }

    /// The first failing constraint of the first sixteen rows, and their lookups as numbers.
    static func firstRows(
        _ table: TableTrace, _ preprocessed: [PackedColumn]
    ) -> (failure: CheckEvaluator.Failure?, lookups: [[UInt32]]) {
        var check = CheckEvaluator(
            logSize: table.logSize, parameter: table.parameter, columns: table.columns, preprocessed: preprocessed)
        check.recordsLookups = true
        check.start(row: 0)
        table.kind.evaluate(&check)
        return (
            check.failure,
            check.lookups.map { [$0.relation.id, $0.times.value] + $0.tuple.map(\.value) }
        )
    }
}

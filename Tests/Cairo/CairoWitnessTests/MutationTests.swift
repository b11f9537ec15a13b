import CairoAIR
import CairoWitness
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields
import Testing

/// What the constraints do with traces that are wrong in one cell.
@Suite(.enabled(if: GoldenRun.areAtHand)) struct MutationTests {
    /// Runs that between them fill every table whose rows say something; `opcodes` without the tables not built.
    static let runs = ["opcodes", "arithmetic", "range_checks", "bitwise", "ec_op", "pedersen"]

    static func trace(_ name: String) throws -> MainTrace {
        var input = try GoldenRun(name: name).input()
        for kind in ComponentKind.allCases.prefix(ComponentKind.opcodeCount) where !kind.isSupported {
            input.states[Int(kind.rawValue)] = []
        }
        return try TraceGenerator.generate(input, variant: .canonicalSmall)
    }

    @Test func `the runs fill every table that is built and no constant`() throws {
        var kinds = Set(try Self.runs.flatMap { try Self.trace($0).tables.map(\.kind) })
        kinds.formUnion([
            // Built for the trace variant with windows of 18 bits, whose table takes minutes to make.
            .pedersenBuiltin, .pedersenAggregatorWindowBits18, .partialEcMulWindowBits18,
        ])
        let expected = ComponentKind.allCases.filter { $0.isSupported && $0.shape.gate != .table }
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
        for table in try Self.trace(name).tables where table.kind.shape.gate != .table {
            let preprocessed = table.kind.counts(logSize: table.logSize).preprocessed.map {
                PreprocessedTrace.column($0)
            }
            let before = Self.firstRows(table, preprocessed)
            #expect(before.failure == nil)
            for (number, column) in table.columns.enumerated() {
                for change in [M31(1), M31(canonical: 1 << 20), M31(canonical: M31.modulus - 1)] {
                    let cell = column[0]
                    column[0] = cell + change
                    let after = Self.firstRows(table, preprocessed)
                    column[0] = cell
                    let isNoticed = after.failure != nil || after.lookups != before.lookups
                    #expect(isNoticed, "\(table.kind) column \(number) by \(change.value)")
                }
            }
        }
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

import CairoAIR
import ConstraintSystems
import Determinism
import FiniteFields
import Testing

/// A trace that is wrong in one cell: a constraint of the row breaks, or its lookups are others than before, so that the
/// trace's no longer cancel. Cells without either are free, and listed with the reason.
@Suite struct CellPerturbationTests {
    static let kinds = ComponentKind.allCases.filter { SatisfyingTraces.isLong || !$0.hasWideWindows }

    static func changes(_ cell: M31, _ random: inout SplitMix64) -> [M31] {
        let edges: [M31] = [0, 1, M31(canonical: M31.modulus - 1), 511, pow2(9), pow2(20), pow2(30)]
        let near = [cell + 1, cell - 1, cell + pow2(9), cell + pow2(20)]
        let any = (0..<4).map { _ in M31(reducing: random.next()) }
        return (edges + near + any).filter { $0 != cell }
    }

    @Test(arguments: kinds) func `there are rows of every table, and they satisfy it`(_ kind: ComponentKind) {
        let tables = SatisfyingTraces.tables(of: kind)
        #expect(tables.contains { !$0.used.isEmpty })
        for table in tables {
            for row in table.used + [table.padding].compactMap(\.self) {
                #expect(table.text.verdict(row).broken == [])
            }
        }
    }

    @Test(arguments: kinds) func `no cell of a row that counts can be changed unnoticed`(_ kind: ComponentKind) {
        var random = SplitMix64(seed: UInt64(kind.rawValue))
        for table in SatisfyingTraces.tables(of: kind) {
            // The quick suite takes as many rows of large components as it has time for.
            for row in table.used.prefix(SatisfyingTraces.isLong ? 24 : max(1, 4_000 / table.text.tape.count)) {
                var state = RowState(table.text, row, table.dependencies)
                for cell in row.cells.indices {
                    let unnoticed = Self.changes(row.cells[cell], &random).first { !state.notices($0, at: cell) }
                    if let unnoticed, !FreeCells.allows(kind, cell, row) {
                        Issue.record("\(kind) of \(table.run): cell \(cell) can be \(unnoticed.value)")
                    }
                }
            }
        }
    }

    /// A padding row of a table with an enabler contributes nothing, whatever its other cells are; the enabler itself is bound.
    /// Where a multiplicity is the gate, a row of the padding asks for what it would ask for anyway: it is held like any other.
    @Test(arguments: kinds) func `padding adds nothing to the lookups`(_ kind: ComponentKind) {
        var random = SplitMix64(seed: UInt64(kind.rawValue))
        for table in SatisfyingTraces.tables(of: kind) {
            guard let row = table.padding else { continue }
            let enabler = table.text.enablerCell
            var state = RowState(table.text, row, table.dependencies)
            for cell in row.cells.indices {
                for value in Self.changes(row.cells[cell], &random) {
                    if enabler != nil, enabler != cell {
                        state.set(cell, value)
                        #expect(state.balance(of: cell) == Balance(), "\(kind) of \(table.run): cell \(cell)")
                        state.set(cell, row.cells[cell])
                    } else if !state.notices(value, at: cell), !FreeCells.allows(kind, cell, row) {
                        Issue.record("\(kind) of \(table.run): padding cell \(cell) can be \(value.value)")
                    }
                }
            }
        }
    }

    @Test(arguments: FreeCells.list.indices) func `what is listed as free is free on some row`(_ number: Int) {
        let entry = FreeCells.list[number]
        var random = SplitMix64(seed: UInt64(number))
        let isFree = SatisfyingTraces.tables(of: entry.kind).contains { table in
            table.used.contains { row in
                var state = RowState(table.text, row, table.dependencies)
                return entry.cells.contains { cell in
                    Self.changes(row.cells[cell], &random).contains { !state.notices($0, at: cell) }
                }
            }
        }
        #expect(isFree, "\(entry.kind): \(entry.reason)")
    }
}

import CairoAIR
import ConstraintSystems
import FiniteFields
import Testing

/// Wrong steps of `partial_ec_mul_generic` that one constraint on the scalar's bits refuses alone: several cells are wrong together,
/// which the search does not try.
@Suite struct ForgedStepTests {
    /// Cells and constraints of `partial_ec_mul_generic`.
    private enum Place {
        static let lowestLimb = 3, counter = 125, bit = 126, isSpecial = 127, inverse = 128
        static let isSpecialBit = 2, usedUp = 5
        /// Constraints that say what one cell is: what is handed on of the scalar, and the next sum.
        static let handedOn = 6..<17, nextSum = 112..<168
    }

    /// The constraints that this suite is about.
    static let constraints: Set<Deletion> = [.constraint(Place.isSpecialBit), .constraint(Place.usedUp)]

    private let table: TableRows

    init() throws { table = try #require(SatisfyingTraces.tables(of: .partialEcMulGeneric).first) }

    /// The row with some cells changed, and those computed anew that constraints define: each by its last cell.
    private func row(_ row: Row, _ changes: [Int: M31], defining: [Range<Int>]) -> Row {
        var state = RowState(table.text, row, table.dependencies)
        for (cell, value) in changes { state.set(cell, value) }
        for number in defining.joined() where state.value(table.text.constraints[number]) != 0 {
            guard let cell = table.dependencies.cellsOfConstraint[number].max() else { continue }
            state.set(cell, 0)
            let missing = state.value(table.text.constraints[number])
            state.set(cell, 1)
            state.set(cell, -missing * (state.value(table.text.constraints[number]) - missing).inverse)
        }
        return state.row
    }

    private func expect(_ row: Row, isRefusedBy constraint: Int) {
        #expect(table.text.verdict(row).broken == [constraint])
        #expect(ForgedProductTests.unanswered(table.text, row) == [])
    }

    /// With the inverse 1, the other constraints take any counter's complement to 1 as the mark of the last bit.
    @Test func `a mark of the last bit that is no bit`() throws {
        let honest = try #require(
            table.used.first { $0.cells[Place.counter].value >= 2 && $0.cells[Place.lowestLimb].value <= 1 })
        let mark = M31(1) - honest.cells[Place.counter]
        expect(
            row(honest, [Place.isSpecial: mark, Place.inverse: 1], defining: [Place.handedOn]),
            isRefusedBy: Place.isSpecialBit)
    }

    /// The last bit of a limb is not the limb. The right step that it is made of is that of another call.
    @Test func `a limb that is handed on before it is used up`() throws {
        let step = try #require(table.used.first { $0.cells[Place.lowestLimb].value <= 1 })
        let honest = row(
            step, [Place.counter: 0, Place.isSpecial: 1, Place.inverse: 1], defining: [Place.handedOn])
        #expect(table.text.verdict(honest).broken == [])
        let other = M31(1) - honest.cells[Place.bit]
        expect(row(honest, [Place.bit: other], defining: [Place.nextSum]), isRefusedBy: Place.usedUp)
    }
}

import CairoAIR
import FiniteFields

/// The cells that may have another value on a row that counts without anything noticing, each by design and reviewed.
enum FreeCells {
    struct Entry: Sendable {
        let kind: ComponentKind
        let cells: [Int]
        let reason: String
        /// Whether the reason holds on a row; the cell is its own argument where each has another.
        let holds: @Sendable (_ row: Row, _ cell: Int) -> Bool
    }

    /// Whether a cell may be free on a row.
    static func allows(_ kind: ComponentKind, _ cell: Int, _ row: Row) -> Bool {
        list.contains { $0.kind == kind && $0.cells.contains(cell) && $0.holds(row, cell) }
    }

    static let list: [Entry] = [
        Entry(
            kind: .memoryAddressToId, cells: stride(from: 0, to: 32, by: 2).map { $0 },
            reason: "an address that nobody looks up yields nothing, whatever its id"
        ) { row, cell in row.cells[cell + 1] == 0 },
        Entry(
            kind: .genericOpcode, cells: Array(198..<226),
            reason: "a conditional jump has no result: its limbs are read by nobody"
        ) { row, _ in row.cells[GenericCell.jnz] == 1 },
        Entry(
            kind: .genericOpcode, cells: [82], reason: "op0 is a pointer only where op1 has no other base"
        ) { row, _ in GenericCell.bases.contains { row.cells[$0] == 1 } },
        Entry(
            kind: .genericOpcode, cells: [226, 227], reason: "dst and op0 are a frame only in a call"
        ) { row, _ in row.cells[GenericCell.call] == 0 },
        Entry(
            kind: .genericOpcode, cells: [228], reason: "dst is a frame pointer only in a return"
        ) { row, _ in row.cells[GenericCell.ret] == 0 },
        Entry(
            kind: .genericOpcode, cells: [229, 231],
            reason: "the result is a small number only in relative jumps and additions to ap"
        ) { row, _ in row.cells[GenericCell.jumpRel] == 0 && row.cells[GenericCell.apAdd] == 0 },
        Entry(
            kind: .genericOpcode, cells: [235, 237],
            reason: "op1 is a distance only where a conditional jump is taken"
        ) { row, _ in row.cells[GenericCell.isTakenTimesSum] == 0 },
        Entry(
            kind: .genericOpcode, cells: [233],
            reason:
                "the inverse that tells whether dst is zero, where the next instruction is the following one either way"
        ) { row, _ in row.cells[GenericCell.jnzPc] == row.cells[GenericCell.pc] + row.cells[GenericCell.immediate] + 1
        },
        Entry(
            kind: .pedersenAggregatorWindowBits9, cells: [61],
            reason: "whether a value's middle limbs are those of p says nothing where its top limb is below p's"
        ) { _, _ in true },
        Entry(
            kind: .ecOpBuiltin, cells: [146],
            reason: "whether a value's middle limbs are those of p says nothing where its top limb is below p's"
        ) { _, _ in true },
    ]

    /// Cells of the generic opcode.
    private enum GenericCell {
        static let pc = 1, immediate = 9, bases = [9, 10, 11], jumpRel = 15, jnz = 16, apAdd = 17, call = 19, ret = 20
        static let isTakenTimesSum = 234, jnzPc = 238
    }
}

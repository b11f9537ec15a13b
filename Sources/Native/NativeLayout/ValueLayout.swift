/// The scalars of a value, and where they lie when it is in memory: in an array, in a box, in the buffer of a call.
public struct ValueLayout: Hashable, Sendable {
    public private(set) var cells: [CellType] = []
    /// The offset of each cell.
    public private(set) var offsets: [Int] = []
    /// From one element of an array to the next.
    public private(set) var size = 0
    public private(set) var alignment = 1

    /// Without cells.
    public init() {}

    /// Of one cell.
    public init(_ cell: CellType) {
        cells = [cell]
        offsets = [0]
        size = cell.bytes
        alignment = cell.alignment
    }

    /// Cells one after the other.
    public init(cells: [CellType]) { self.init(members: cells.map { ValueLayout($0) }) }

    /// Values one after the other, each laid out as it is alone: a tuple of equal members is an array of them, and a pointer to
    /// a member is a box of it.
    public init(members: [ValueLayout]) {
        for member in members {
            let start = ValueLayout.aligned(size, member.alignment)
            cells += member.cells
            offsets += member.offsets.map { start + $0 }
            size = start + member.size
            alignment = max(alignment, member.alignment)
        }
        size = ValueLayout.aligned(size, alignment)
    }

    private static func aligned(_ offset: Int, _ alignment: Int) -> Int {
        (offset + alignment - 1) / alignment * alignment
    }
}

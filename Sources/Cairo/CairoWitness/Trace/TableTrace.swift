public import CairoAIR
public import FiniteFields
public import PackedFields

/// The filled main trace of one table, in storage order: row r is slot r (STWO §1.3).
public struct TableTrace: Sendable {
    public let kind: ComponentKind
    /// Binary logarithm of the number of rows.
    public let logSize: UInt32
    /// A builtin's first address, or the number of large values in the instances of `memoryIdToBig` before this one.
    public let parameter: M31
    /// Main columns in the component's order.
    public let columns: [PackedColumn]

    /// The same table without its columns.
    public init(emptied table: TableTrace) {
        self.init(kind: table.kind, logSize: table.logSize, parameter: table.parameter, columns: [])
    }

    init(kind: ComponentKind, logSize: UInt32, parameter: M31, columns: [PackedColumn]) {
        self.kind = kind
        self.logSize = logSize
        self.parameter = parameter
        self.columns = columns
    }
}

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
}

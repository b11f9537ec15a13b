/// A circuit over residues: where its values stand in the table that the machine's modulo builtins fill, and the gates
/// that fill it (EXEC §4.4). The table holds the constant one, the inputs, the reduced inputs and the gates' outputs.
public struct Circuit: Sendable {
    /// Cells of one value.
    public static let valueSize = 4
    /// Cells of one instance of a modulo builtin.
    public static let instanceSize = 7
    /// Table offsets that describe one gate.
    public static let offsetsPerGate = 3

    /// A gate: `left op right = output`, by places in the table.
    public struct Gate: Sendable {
        public var left: Int
        public var right: Int
        public var output: Int
    }

    public var inputCount: Int
    /// The places of reduced inputs and gate outputs.
    public var places: [TypeID: Int]
    public var additions: [Gate]
    public var products: [Gate]

    /// 96-bit range checks that the table takes.
    public var rangeChecks96: Int { (1 + inputCount + places.count) * Circuit.valueSize }
}

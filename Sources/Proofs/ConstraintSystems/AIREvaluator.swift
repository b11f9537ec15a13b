public import FiniteFields

/// What a component description talks to. The same text run with different evaluators fills the trace,
/// evaluates constraints on the domain or at a point, counts, or checks (STWO §5.1, §7.2).
///
/// Cells, preprocessed columns and constraints are numbered by call order; that order is protocol.
public protocol AIREvaluator: ~Copyable {
    associatedtype Value: AIRField
    associatedtype Hint: AIRHint
    associatedtype Word: AIRWordHint where Word.Hint == Hint
    associatedtype Felt: AIRFeltHint

    /// The next cell, from the component's inputs.
    mutating func input() -> Value
    /// The next cell: 1 on active rows, 0 on padding. Constrained to a bit; gates every later `use` and `yield`.
    mutating func enabler()
    /// The next cell: how often the row is looked up. Not a gate.
    mutating func multiplicity() -> Value
    /// The next cell, filled with `hint`; unconstrained.
    mutating func cell(_ hint: Hint) -> Value
    /// The next cell, filled with `hint - bias` in the field; unconstrained.
    mutating func cell(_ hint: Hint, minus bias: M31) -> Value
    /// The next cell, filled with the value of an expression; unconstrained.
    mutating func cell(filledWith value: Value) -> Value
    /// The next 28 cells, filled with the limbs of a field element; unconstrained.
    mutating func cells(_ felt: Felt) -> Vector<Value>
    /// The next cell, filled with 1/value, or `ifZero` when value is 0; unconstrained.
    mutating func cell(inverseOf value: Value, ifZero: M31) -> Value
    /// The next constraint: the value is zero on every row.
    mutating func constrain(_ zero: Value)
    /// Adds +gate/(combination of the tuple).
    mutating func use<let n: Int>(_ relation: Relation, _ tuple: [n of Value])
    mutating func use(_ relation: Relation, _ tuple: Vector<Value>)
    /// The same for a long tuple of `count` entries, the first being `key`; `fill` writes the others. Witness
    /// generation, which counts by the key, never calls it.
    mutating func use(_ relation: Relation, key: Value, count: Int, fill: (Vector<Value>) -> Void)
    /// Adds -gate/(combination of the tuple).
    mutating func yield(_ relation: Relation, _ tuple: Vector<Value>)
    mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of Value])
    /// Adds -times/(combination of the tuple).
    mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of Value], times: Value)
    mutating func yield(_ relation: Relation, _ tuple: Vector<Value>, times: Value)

    /// Storage for the vectors of the current row.
    var arena: Arena<Value> { get set }
    /// The next preprocessed column's value.
    mutating func preprocessed(_ column: PreprocessedColumn) -> Value
    /// Binary logarithm of the table's number of rows.
    var logSize: UInt32 { get }
    /// The instance's public parameter: a segment's first address, or the first id of a part of a table.
    var parameter: M31 { get }

    // Prover only; constraint evaluators return nothing of substance.

    /// The value as an integer.
    func hint(_ value: Value) -> Hint
    /// The field element with the given 9-bit limbs.
    func felt(_ limbs: Vector<Value>) -> Felt
    /// The id stored at an address.
    mutating func memoryId(at address: Value) -> Hint
    /// The value with an id.
    mutating func memoryValue(id: Hint) -> Word
    /// Computes what later cells are filled with. Only witness generation runs the body; the others below are for it.
    mutating func deduce(_ body: (inout Self) -> Void)
    /// The integer as a value; it is below p.
    func value(_ hint: Hint) -> Value
    /// The 28 limbs of a field element, in no cells.
    mutating func limbs(_ felt: Felt) -> Vector<Value>
    /// The 32 limbs of 12 bits of `(a b - c) / p`, in no cells; zeros where `p` is zero. All four are numbers of 384 bits in
    /// four words of 96, each word in eleven limbs of nine bits.
    mutating func quotient(
        _ a: Vector<Value>, _ b: Vector<Value>, _ c: Vector<Value>, _ p: Vector<Value>
    ) -> Vector<Value>
    /// An element of the component's table of constants, by row and column.
    mutating func tableFelt(row: Value, _ column: Int) -> Felt
    /// Hands a row of input to the component that yields a relation. `slot` counts what the text hands to it in a row: the
    /// callee has all rows of slot 0 first (STWO §6.3).
    mutating func pass(to relation: Relation, slot: Int, _ input: Vector<Value>)
}

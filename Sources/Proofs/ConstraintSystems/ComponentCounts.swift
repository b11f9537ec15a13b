/// What a component's text amounts to: its columns, constraints and lookups (STWO §6.1, columns T, I, C).
public struct ComponentCounts: Equatable, Sendable {
    /// Main trace columns.
    public var columns = 0
    /// Constraints without those of LogUp.
    public var constraints = 0
    /// Fractions of a row.
    public var lookups = 0
    /// The highest degree of a constraint, and of an entry of a lookup tuple.
    public var degreeMax = 0, tupleDegreeMax = 0
    /// The longest tuple, without the relation's id.
    public var tupleLengthMax = 0
    /// Preprocessed columns in call order.
    public var preprocessed: [PreprocessedColumn] = []
    /// How often a row uses each relation, by `Relation.index`; a use of multiplicity 1 only (not yields).
    public var uses = [Int](repeating: 0, count: 256)
    /// Lookups are grouped in pairs; the last may be single.
    public var batches: Int { (lookups + 1) / 2 }
    /// Base columns of the interaction trace.
    public var interactionColumns: Int { 4 * batches }
    /// Constraints with those of LogUp: the powers of gamma that the component takes.
    public var constraintsAll: Int { constraints + batches }
    public init() {}
}

import CairoAIR
public import ConstraintSystems
public import FiniteFields

/// A tuple of a lookup relation that is not used as often as it is yielded: where a trace contradicts itself.
public struct UnbalancedTuple: Equatable, Sendable {
    public let relation: Relation
    /// The entries after the relation's id, without zeros at the end, which count nothing.
    public let tuple: [M31]
    /// Uses less yields, as an element: p - 1 is a yield that nobody uses.
    public let times: M31
    /// Names of the tables that have the tuple, and `public data`, in claim order.
    public let tables: [String]
}

extension UnbalancedTuple: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        let name = Int(relation.index) < Relation.cairoNames.count ? "\(Relation.cairoNames[Int(relation.index)])" : "?"
        let entries = tuple.map { "\($0.value)" }.joined(separator: ", ")
        let isYield = times.value > M31.modulus / 2
        let count = isYield ? (-times).value : times.value
        return "\(name)(\(entries)) is \(isYield ? "yielded" : "used") \(count) times too often, by "
            + tables.joined(separator: " and ")
    }
}

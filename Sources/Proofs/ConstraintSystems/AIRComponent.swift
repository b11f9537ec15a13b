/// One table of the trace, described once for every evaluator.
public protocol AIRComponent {
    /// The table's cells, constraints and lookups, in protocol order.
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E)
}

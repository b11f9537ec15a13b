/// How many instances of a builtin a run used; for the segment arena, the triples it appended.
public struct BuiltinUsage: Sendable, Equatable {
    public var builtin: Builtin
    public var instances: UInt64

    public init(builtin: Builtin, instances: UInt64) {
        self.builtin = builtin
        self.instances = instances
    }
}

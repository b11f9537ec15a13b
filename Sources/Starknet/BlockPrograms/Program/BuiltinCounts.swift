public import CasmModel

/// Instances of each builtin: of one frame, or of all frames so far. The segment arena's entry stays 0.
public struct BuiltinCounts: Sendable, Equatable {
    /// By `Builtin.rawValue`.
    private var counts: [Int]

    public init() { counts = [Int](repeating: 0, count: 12) }

    public subscript(builtin: Builtin) -> Int {
        get { counts[Int(builtin.rawValue)] }
        set { counts[Int(builtin.rawValue)] = newValue }
    }
}

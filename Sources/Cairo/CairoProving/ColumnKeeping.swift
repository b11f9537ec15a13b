/// Where the prover keeps the columns that it committed to, from fast to small. The proof is the same.
public enum ColumnKeeping: Int, CaseIterable, Comparable, Sendable {
    /// In memory, on their extended domains.
    case evaluations
    /// In memory, as coefficients: whoever reads a column computes its values. Half of the memory or less.
    case coefficients
    /// In a file, as coefficients: what is left in memory is the main trace until it has served.
    case file

    public static func < (a: ColumnKeeping, b: ColumnKeeping) -> Bool { a.rawValue < b.rawValue }

    /// What is done with the columns, for whoever runs the prover.
    public var words: String {
        switch self {
        case .evaluations: "columns are kept in memory"
        case .coefficients: "columns are computed again where they are read"
        case .file: "columns are kept in a file and computed again where they are read"
        }
    }
}

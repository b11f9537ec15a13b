public import ConstraintSystems

/// Which columns the preprocessed trace has (STWO §6.7).
public enum PreprocessedVariant: Hashable, Sendable, CaseIterable {
    /// With the Pedersen points for windows of 18 bits, sequences up to 2^25.
    case canonical
    /// Without Pedersen points.
    case canonicalWithoutPedersen
    /// With the Pedersen points for windows of 9 bits, sequences up to 2^20.
    case canonicalSmall

    /// Binary logarithm of the longest sequence: tables whose rows are numbered have no more rows.
    public var sequenceLogMax: UInt32 { self == .canonicalSmall ? 20 : 25 }

    /// All columns in commit order: the families one after the other, then stably sorted by size.
    public var columns: [PreprocessedColumn] {
        var columns: [PreprocessedColumn] = []
        for logSize in 4...sequenceLogMax { columns.append(.sequence(logSize)) }
        for family in PreprocessedFamily.allCases where family != .sequence {
            if family == .pedersenPoints18 && self != .canonical { continue }
            if family == .pedersenPoints9 && self != .canonicalSmall { continue }
            for member in 0..<Int(family.members) { columns.append(.of(family, member)) }
        }
        var sorted: [PreprocessedColumn] = []
        sorted.reserveCapacity(columns.count)
        for logSize in UInt8(0)...31 { sorted += columns.filter { $0.logSize == logSize } }
        return sorted
    }
}

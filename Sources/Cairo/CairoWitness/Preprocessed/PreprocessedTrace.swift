public import CairoAIR
public import ConstraintSystems
import EllipticCurves
import FiniteFields
public import PackedFields
import WorkerPools

/// The values of the preprocessed columns: row `r` lies in slot `r` (STWO §6.7).
public enum PreprocessedTrace {
    /// All columns of a variant in commit order. The Pedersen tables are made once and kept.
    public static func columns(_ variant: PreprocessedVariant) -> [PackedColumn] {
        let list = variant.columns
        var results = [PackedColumn?](repeating: nil, count: list.count)
        results.withUnsafeMutableBufferPointer { out in
            WorkerPool.shared.forEach(list.count) { out[$0] = column(list[$0]) }
        }
        return results.compactMap { $0 }
    }

    /// One column.
    public static func column(_ column: PreprocessedColumn) -> PackedColumn {
        let member = Int(column.member)
        guard let family = PreprocessedFamily(rawValue: column.family) else {
            preconditionFailure("a column of no family")
        }
        switch family {
        case .sequence: return filled(column) { UInt32($0) }
        case .poseidonRoundKeys:
            return filled(column) {
                limb(PoseidonRoundKeyTable.row($0)[member / 10], member % 10, bits: 27)
            }
        case .blakeSigma:
            return filled(column) { BlakeSchedule.word(round: $0 < BlakeSchedule.rounds ? $0 : 0, place: member) }
        case .pedersenPoints9: return points(column, .small)
        case .pedersenPoints18: return points(column, .large)
        default:
            return family.isXor ? xor(column, bits: Int(family.segments[0])) : segment(column, family.segments)
        }
    }

    @inline(__always) private static func filled(
        _ column: PreprocessedColumn, _ value: (Int) -> UInt32
    ) -> PackedColumn {
        let result = PackedColumn(logSize: Int(column.logSize), zeroed: false)
        for row in 0..<result.count { result.words[row] = value(row) }
        return withExtendedLifetime(result) { result }
    }

    private static func xor(_ column: PreprocessedColumn, bits: Int) -> PackedColumn {
        let mask = (1 << bits) - 1
        switch column.member {
        case 0: return filled(column) { UInt32($0 >> bits) }
        case 1: return filled(column) { UInt32($0 & mask) }
        default: return filled(column) { UInt32(($0 >> bits) ^ ($0 & mask)) }
        }
    }

    /// Segments of a row number: the first one is the most significant.
    private static func segment(_ column: PreprocessedColumn, _ segments: [UInt8]) -> PackedColumn {
        let member = Int(column.member)
        let below = segments[(member + 1)...].reduce(0) { $0 + Int($1) }
        let mask = (1 << Int(segments[member])) - 1
        return filled(column) { UInt32(($0 >> below) & mask) }
    }

    private static func points(_ column: PreprocessedColumn, _ table: PedersenPointTable) -> PackedColumn {
        let member = Int(column.member)
        return filled(column) { row in
            let point = table.point(row: row)
            return limb(member < 28 ? point.x : point.y, member % 28, bits: 9)
        }
    }

    /// Limb `index` of an element's canonical number, `bits` wide, least significant first.
    private static func limb(_ value: Felt252, _ index: Int, bits: Int) -> UInt32 {
        let words = value.limbs
        let from = index * bits, word = from >> 6, offset = UInt64(from & 63)
        func at(_ word: Int) -> UInt64 {
            switch word {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            case 3: words.3
            default: 0
            }
        }
        let wide = at(word) >> offset | (offset == 0 ? 0 : at(word + 1) << (64 - offset))
        return UInt32(truncatingIfNeeded: wide & ((1 << UInt64(bits)) - 1))
    }
}

public import ConstraintSystems

/// The lists of preprocessed columns (STWO §6.7).
public enum PreprocessedFamily: UInt8, CaseIterable, Sendable {
    /// Row numbers.
    case sequence
    /// Both operands and the exclusive or of two n-bit numbers.
    case xor4, xor7, xor8, xor9, xor10
    /// The segments of a row number, most significant first.
    case rangeCheck4x3, rangeCheck4x4, rangeCheck9x9, rangeCheck7x2x5, rangeCheck3x6x6x3
    case rangeCheck4x4x4x4, rangeCheck3x3x3x3x3
    /// Round keys of the Hades permutation, 3 felts of 10 limbs of 27 bits.
    case poseidonRoundKeys
    /// The message schedule of Blake2s.
    case blakeSigma
    /// Points of the Pedersen hash for windows of 18 and of 9 bits, 28 limbs of x, then of y.
    case pedersenPoints18, pedersenPoints9

    /// Bit widths of the segments of a row number; empty for families of another make.
    public var segments: [UInt8] {
        switch self {
        case .xor4: [4, 4]
        case .xor7: [7, 7]
        case .xor8: [8, 8]
        case .xor9: [9, 9]
        case .xor10: [10, 10]
        case .rangeCheck4x3: [4, 3]
        case .rangeCheck4x4: [4, 4]
        case .rangeCheck9x9: [9, 9]
        case .rangeCheck7x2x5: [7, 2, 5]
        case .rangeCheck3x6x6x3: [3, 6, 6, 3]
        case .rangeCheck4x4x4x4: [4, 4, 4, 4]
        case .rangeCheck3x3x3x3x3: [3, 3, 3, 3, 3]
        case .sequence, .poseidonRoundKeys, .blakeSigma, .pedersenPoints18, .pedersenPoints9: []
        }
    }

    /// Whether the columns are operands and their exclusive or.
    public var isXor: Bool { rawValue >= Self.xor4.rawValue && rawValue <= Self.xor10.rawValue }

    /// How many columns the family has (of one size, for sequences).
    public var members: UInt8 {
        switch self {
        case .sequence: 1
        case .poseidonRoundKeys: 30
        case .blakeSigma: 16
        case .pedersenPoints18, .pedersenPoints9: 56
        default: UInt8(truncatingIfNeeded: segments.count) + (isXor ? 1 : 0)
        }
    }

    /// Binary logarithm of the number of rows; 0 for sequences, which have many sizes.
    public var logSize: UInt8 {
        switch self {
        case .sequence: 0
        case .poseidonRoundKeys: 6
        case .blakeSigma: 4
        case .pedersenPoints18: 23
        case .pedersenPoints9: 15
        default: segments.reduce(0, +)
        }
    }
}

extension PreprocessedColumn {
    /// The column `seq_k`: the row's number.
    @inlinable @inline(__always) public static func sequence(_ logSize: UInt32) -> PreprocessedColumn {
        .init(family: 0, member: 0, logSize: UInt8(truncatingIfNeeded: logSize))
    }
    /// Column `member` of a family of one size.
    @inline(never) public static func of(_ family: PreprocessedFamily, _ member: Int) -> PreprocessedColumn {
        .init(family: family.rawValue, member: UInt8(truncatingIfNeeded: member), logSize: family.logSize)
    }

    /// The column's name in the reference system.
    public var cairoName: String {
        guard let family = PreprocessedFamily(rawValue: family) else { return "unknown" }
        let number = String(member)
        switch family {
        case .sequence: return "seq_" + String(logSize)
        case .poseidonRoundKeys: return "poseidon_round_keys_" + number
        case .blakeSigma: return "blake_sigma_" + number
        case .pedersenPoints18: return "pedersen_points_" + number
        case .pedersenPoints9: return "pedersen_points_small_" + number
        default:
            if family.isXor { return "bitwise_xor_" + String(family.segments[0]) + "_" + number }
            var name = "range_check"
            for width in family.segments { name += "_" + String(width) }
            return name + "_column_" + number
        }
    }
}

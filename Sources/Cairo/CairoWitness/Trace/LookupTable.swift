import CairoAIR
import ConstraintSystems

/// A constant table and the relations that it yields, one a main column; only the table of twelve-bit pairs has its relation
/// spread over sixteen columns.
struct LookupTable {
    let kind: ComponentKind
    /// `Relation.index` of each column.
    let relations: Range<Int>
    var logSize: UInt32 { kind.shape.fixedLogSize ?? 0 }
    /// Binary logarithm of the number of tuples of one relation.
    var logTuples: UInt32 { logSize + UInt32(columnsPerRelation.trailingZeroBitCount) }
    /// Main columns that a relation's tuples are spread over, a power of two.
    let columnsPerRelation: Int

    init(_ kind: ComponentKind, _ first: Relation) {
        self.kind = kind
        columnsPerRelation = kind == .verifyBitwiseXor12 ? kind.shape.columns : 1
        relations = Int(first.index)..<Int(first.index) + kind.shape.columns / columnsPerRelation
    }

    /// The tables that every claim has, used or not (STWO §6.2).
    static let always: [LookupTable] = [
        LookupTable(.rangeCheck6, .rangeCheck6), LookupTable(.rangeCheck8, .rangeCheck8),
        LookupTable(.rangeCheck11, .rangeCheck11), LookupTable(.rangeCheck12, .rangeCheck12),
        LookupTable(.rangeCheck18, .rangeCheck18(0)), LookupTable(.rangeCheck20, .rangeCheck20(0)),
        LookupTable(.rangeCheck4x3, .rangeCheck4x3), LookupTable(.rangeCheck4x4, .rangeCheck4x4),
        LookupTable(.rangeCheck9x9, .rangeCheck9x9(0)), LookupTable(.rangeCheck7x2x5, .rangeCheck7x2x5),
        LookupTable(.rangeCheck3x6x6x3, .rangeCheck3x6x6x3), LookupTable(.rangeCheck4x4x4x4, .rangeCheck4x4x4x4),
        LookupTable(.rangeCheck3x3x3x3x3, .rangeCheck3x3x3x3x3), LookupTable(.verifyBitwiseXor4, .verifyBitwiseXor4),
        LookupTable(.verifyBitwiseXor7, .verifyBitwiseXor7), LookupTable(.verifyBitwiseXor8, .verifyBitwiseXor8(0)),
        LookupTable(.verifyBitwiseXor9, .verifyBitwiseXor9),
    ]

    /// The tables that only some components use.
    static let optional: [LookupTable] = [
        LookupTable(.pedersenPointsTableWindowBits18, .pedersenPointsTableWindowBits18),
        LookupTable(.pedersenPointsTableWindowBits9, .pedersenPointsTableWindowBits9),
        LookupTable(.poseidonRoundKeys, .poseidonRoundKeys), LookupTable(.blakeRoundSigma, .blakeRoundSigma),
        LookupTable(.verifyBitwiseXor12, .verifyBitwiseXor12),
    ]

    /// The table that yields the relation with an index.
    static func of(relation index: Int) -> LookupTable? {
        (always + optional).first { $0.relations.contains(index) }
    }
}

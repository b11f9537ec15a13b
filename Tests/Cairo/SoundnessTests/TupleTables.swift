import CairoAIR
import ConstraintSystems
import FiniteFields

/// Which tuples the other tables can answer, whatever their prover does: constants are what they are, memory is a function
/// of limbs in range, and other components answer what they answered
/// to the honest row.
struct TupleTables {
    enum Family: Equatable {
        case constant, addressToId, idToValue
        /// Hashes of values by their ids: with the right values in memory any ids will do.
        case idsOnly
        /// Another component's work on inputs that the row gives.
        case call
    }

    static func family(_ relation: Relation) -> Family {
        switch relation {
        case .memoryAddressToId: .addressToId
        case .memoryIdToBig: .idToValue
        case .pedersenAggregatorWindowBits18, .pedersenAggregatorWindowBits9, .poseidonAggregator: .idsOnly
        default: widths(relation) == nil ? .call : .constant
        }
    }

    /// Bits of the entries of a table of constants, without the exclusive or that follows from two of them.
    static func widths(_ relation: Relation) -> [UInt32]? {
        if let width = single[relation.index] { return [width] }
        guard relation.key == .fields else { return nil }
        return (0..<8).reversed().map { relation.widths >> (4 * UInt32($0)) & 15 }.drop { $0 == 0 }.map(\.self)
    }

    private static let single: [UInt8: UInt32] = {
        var widths: [UInt8: UInt32] = [
            Relation.rangeCheck6.index: 6, Relation.rangeCheck8.index: 8, Relation.rangeCheck11.index: 11,
            Relation.rangeCheck12.index: 12,
        ]
        for variant in 0..<2 { widths[Relation.rangeCheck18(variant).index] = 18 }
        for variant in 0..<8 { widths[Relation.rangeCheck20(variant).index] = 20 }
        return widths
    }()

    static func isXor(_ relation: Relation) -> Bool {
        (Relation.verifyBitwiseXor4.index...Relation.verifyBitwiseXor12.index).contains(relation.index)
    }

    /// Whether a table of constants has the tuple.
    static func has(_ relation: Relation, _ tuple: [M31]) -> Bool {
        guard let widths = widths(relation) else { return false }
        for (entry, width) in zip(tuple, widths) where entry.value >> width != 0 { return false }
        return !isXor(relation) || tuple[2].value == tuple[0].value ^ tuple[1].value
    }

    /// Whether a memory may hold the value: limbs of nine bits, and no more than eight of a small value.
    static func isValue(_ tuple: [M31]) -> Bool {
        tuple.dropFirst().allSatisfy { $0.value < 512 }
            && (tuple[0].value >= 1 << 30 || tuple.dropFirst(9).allSatisfy { $0 == 0 })
    }
}

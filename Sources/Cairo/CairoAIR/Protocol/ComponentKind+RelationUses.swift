import ConstraintSystems

extension ComponentKind {
    /// How often one row uses each relation (yields are not counted): for the bound on a relation's uses
    /// (STWO §4.9). Pairs of a relation's index and a count.
    public var relationUses: [(relation: Int, count: Int)] {
        var uses: [(relation: Int, count: Int)] = []
        for item in relationTable {
            for (number, count) in item.counts.enumerated() { uses.append((item.first + number, count)) }
        }
        return uses
    }

    private var relationTable: [RelationUse] {
        switch self {
        case .addOpcode, .addOpcodeSmall, .callOpcodeAbs, .callOpcodeRelImm:
            [.use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 3), .use(.memoryIdToBig, 3)]
        case .addApOpcode:
            [
                .use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 1),
                .use(.memoryIdToBig, 1), .use(.rangeCheck11, 1), .use(.rangeCheck18(0), 1),
            ]
        case .assertEqOpcode, .assertEqOpcodeImm:
            [.use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 2)]
        case .assertEqOpcodeDoubleDeref:
            [.use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 3), .use(.memoryIdToBig, 1)]
        case .blakeCompressOpcode:
            [
                .use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 20),
                .use(.memoryIdToBig, 20), .use(.blakeRound, 1), .use(.tripleXor32, 8),
                .use(.verifyBitwiseXor8(0), 4), .use(.rangeCheck7x2x5, 17),
            ]
        case .genericOpcode:
            [
                .use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 3),
                .use(.memoryIdToBig, 3), .use(.rangeCheck11, 1), .use(.rangeCheck18(0), 1),
                .twenties([4, 4, 4, 4, 3, 3, 3, 3]), .ninths([4, 4, 4, 4, 4, 4, 2, 2]),
            ]
        case .jnzOpcodeNonTaken, .jumpOpcodeAbs, .jumpOpcodeRel, .jumpOpcodeRelImm:
            [.use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 1), .use(.memoryIdToBig, 1)]
        case .jnzOpcodeTaken, .jumpOpcodeDoubleDeref, .retOpcode:
            [.use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 2), .use(.memoryIdToBig, 2)]
        case .mulOpcode:
            [
                .use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 3),
                .use(.memoryIdToBig, 3), .twenties([4, 4, 4, 4, 3, 3, 3, 3]),
            ]
        case .mulOpcodeSmall:
            [
                .use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 3),
                .use(.memoryIdToBig, 3), .use(.rangeCheck11, 3),
            ]
        case .qm31AddMulOpcode:
            [
                .use(.opcodes, 1), .use(.verifyInstruction, 1), .use(.memoryAddressToId, 3),
                .use(.memoryIdToBig, 3), .use(.rangeCheck4x4x4x4, 3),
            ]
        case .verifyInstruction:
            [.use(.memoryAddressToId, 1), .use(.memoryIdToBig, 1), .use(.rangeCheck4x3, 1), .use(.rangeCheck7x2x5, 1)]
        case .blakeRound:
            [
                .use(.memoryAddressToId, 16), .use(.memoryIdToBig, 16), .use(.blakeRound, 1),
                .use(.blakeG, 8), .use(.blakeRoundSigma, 1), .use(.rangeCheck7x2x5, 16),
            ]
        case .blakeG:
            [
                .use(.verifyBitwiseXor4, 2), .use(.verifyBitwiseXor7, 2),
                .use(.verifyBitwiseXor8(0), 4), .use(.verifyBitwiseXor8(1), 4),
                .use(.verifyBitwiseXor9, 2), .use(.verifyBitwiseXor12, 2),
            ]
        case .tripleXor32:
            [.use(.verifyBitwiseXor8(0), 4), .use(.verifyBitwiseXor8(1), 4)]
        case .addModBuiltin:
            [.use(.memoryAddressToId, 29), .use(.memoryIdToBig, 24)]
        case .bitwiseBuiltin:
            [
                .use(.memoryAddressToId, 5), .use(.memoryIdToBig, 5),
                .use(
                    .verifyBitwiseXor8(0),
                    1), .use(.verifyBitwiseXor9, 27),
            ]
        case .mulModBuiltin:
            [
                .use(.memoryAddressToId, 29), .use(.memoryIdToBig, 24), .use(.rangeCheck12, 32),
                .use(.rangeCheck18(0), 62), .use(.rangeCheck3x6x6x3, 40),
            ]
        case .pedersenBuiltin:
            [.use(.memoryAddressToId, 3), .use(.pedersenAggregatorWindowBits18, 1)]
        case .pedersenBuiltinNarrowWindows:
            [.use(.memoryAddressToId, 3), .use(.pedersenAggregatorWindowBits9, 1)]
        case .poseidonBuiltin:
            [.use(.memoryAddressToId, 6), .use(.poseidonAggregator, 1)]
        case .rangeCheck96Builtin:
            [.use(.memoryAddressToId, 1), .use(.memoryIdToBig, 1), .use(.rangeCheck6, 1)]
        case .rangeCheckBuiltin:
            [.use(.memoryAddressToId, 1), .use(.memoryIdToBig, 1)]
        case .ecOpBuiltin:
            [
                .use(.memoryAddressToId, 7), .use(.memoryIdToBig, 7), .use(.partialEcMulGeneric, 1),
                .use(.rangeCheck8, 2),
            ]
        case .partialEcMulGeneric:
            [
                .use(.partialEcMulGeneric, 1), .use(.rangeCheck8, 4),
                .twenties([
                    28, 28, 28, 28, 21,
                    21, 21, 21,
                ]), .ninths([16, 16, 16, 16, 16, 16, 8, 8]),
            ]
        case .pedersenAggregatorWindowBits18:
            [.use(.memoryIdToBig, 3), .use(.partialEcMulWindowBits18, 2), .use(.rangeCheck8, 4)]
        case .partialEcMulWindowBits18:
            [
                .use(.partialEcMulWindowBits18, 1), .use(.pedersenPointsTableWindowBits18, 1),
                .twenties([12, 12, 12, 12, 9, 9, 9, 9]), .ninths([6, 6, 6, 6, 6, 6, 3, 3]),
            ]
        case .pedersenAggregatorWindowBits9:
            [.use(.memoryIdToBig, 3), .use(.partialEcMulWindowBits9, 2), .use(.rangeCheck8, 4)]
        case .partialEcMulWindowBits9:
            [
                .use(.partialEcMulWindowBits9, 1), .use(.pedersenPointsTableWindowBits9, 1),
                .twenties([12, 12, 12, 12, 9, 9, 9, 9]), .ninths([6, 6, 6, 6, 6, 6, 3, 3]),
            ]
        case .poseidonAggregator:
            [
                .use(.memoryIdToBig, 6), .use(.poseidonFullRoundChain, 2),
                .use(.poseidon3PartialRoundsChain, 1), .use(.cube252, 2),
                .use(.rangeCheck252Width27, 2), .use(.rangeCheck4x4, 3),
                .use(
                    .rangeCheck4x4x4x4,
                    6), .use(.rangeCheck3x3x3x3x3, 2),
            ]
        case .poseidon3PartialRoundsChain:
            [
                .use(.poseidon3PartialRoundsChain, 1), .use(.poseidonRoundKeys, 1),
                .use(
                    .cube252,
                    3), .use(.rangeCheck252Width27, 3), .use(.rangeCheck4x4, 3),
                .use(.rangeCheck4x4x4x4, 6),
            ]
        case .poseidonFullRoundChain:
            [
                .use(.poseidonFullRoundChain, 1), .use(.poseidonRoundKeys, 1), .use(.cube252, 3),
                .use(.rangeCheck3x3x3x3x3, 6),
            ]
        case .cube252:
            [.twenties([8, 8, 8, 8, 6, 6, 6, 6]), .ninths([6, 6, 6, 6, 6, 6, 3, 3])]
        case .rangeCheck252Width27:
            [.use(.rangeCheck18(0), 7), .use(.rangeCheck18(1), 2), .ninths([1, 1, 1, 1, 1])]
        case .memoryIdToBig:
            [.ninths([2, 2, 2, 2, 2, 2, 1, 1])]
        case .memoryIdToSmall:
            [.ninths([1, 1, 1, 1])]
        case .blakeRoundSigma, .verifyBitwiseXor12, .pedersenPointsTableWindowBits18,
            .pedersenPointsTableWindowBits9, .poseidonRoundKeys, .memoryAddressToId, .rangeCheck6,
            .rangeCheck8, .rangeCheck11, .rangeCheck12, .rangeCheck18, .rangeCheck20, .rangeCheck4x3,
            .rangeCheck4x4, .rangeCheck9x9, .rangeCheck7x2x5, .rangeCheck3x6x6x3, .rangeCheck4x4x4x4,
            .rangeCheck3x3x3x3x3, .verifyBitwiseXor4, .verifyBitwiseXor7, .verifyBitwiseXor8,
            .verifyBitwiseXor9:
            []
        }
    }
}

/// A relation, or the first of lettered twins, and how often a row uses it and each twin.
private struct RelationUse {
    let first: Int
    let counts: [Int]

    static func use(_ relation: Relation, _ count: Int) -> RelationUse {
        RelationUse(first: Int(relation.index), counts: [count])
    }

    /// `RangeCheck_20` and its twins from the plain one on.
    static func twenties(_ counts: [Int]) -> RelationUse {
        RelationUse(first: Int(Relation.rangeCheck20(0).index), counts: counts)
    }

    /// `RangeCheck_9_9` and its twins from the plain one on.
    static func ninths(_ counts: [Int]) -> RelationUse {
        RelationUse(first: Int(Relation.rangeCheck9x9(0).index), counts: counts)
    }
}

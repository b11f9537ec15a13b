import ConstraintSystems

extension ComponentKind {
    /// How often one row uses each relation (yields are not counted): for the bound on a relation's uses
    /// (STWO §4.9). Pairs of a relation's index and a count.
    public var relationUses: [(relation: Int, count: Int)] {
        switch self {
        case .addOpcode:
            [(0, 1), (1, 1), (2, 3), (3, 3)]
        case .addOpcodeSmall:
            [(0, 1), (1, 1), (2, 3), (3, 3)]
        case .addApOpcode:
            [(0, 1), (1, 1), (2, 1), (3, 1), (29, 1), (31, 1)]
        case .assertEqOpcode:
            [(0, 1), (1, 1), (2, 2)]
        case .assertEqOpcodeImm:
            [(0, 1), (1, 1), (2, 2)]
        case .assertEqOpcodeDoubleDeref:
            [(0, 1), (1, 1), (2, 3), (3, 1)]
        case .blakeCompressOpcode:
            [(0, 1), (1, 1), (2, 20), (3, 20), (4, 1), (7, 8), (10, 4), (51, 17)]
        case .callOpcodeAbs:
            [(0, 1), (1, 1), (2, 3), (3, 3)]
        case .callOpcodeRelImm:
            [(0, 1), (1, 1), (2, 3), (3, 3)]
        case .genericOpcode:
            [
                (0, 1), (1, 1), (2, 3), (3, 3), (29, 1), (31, 1), (33, 4), (34, 4), (35, 4), (36, 4), (37, 3), (38, 3),
                (39, 3), (40, 3), (43, 4), (44, 4), (45, 4), (46, 4), (47, 4), (48, 4), (49, 2), (50, 2),
            ]
        case .jnzOpcodeNonTaken:
            [(0, 1), (1, 1), (2, 1), (3, 1)]
        case .jnzOpcodeTaken:
            [(0, 1), (1, 1), (2, 2), (3, 2)]
        case .jumpOpcodeAbs:
            [(0, 1), (1, 1), (2, 1), (3, 1)]
        case .jumpOpcodeDoubleDeref:
            [(0, 1), (1, 1), (2, 2), (3, 2)]
        case .jumpOpcodeRel:
            [(0, 1), (1, 1), (2, 1), (3, 1)]
        case .jumpOpcodeRelImm:
            [(0, 1), (1, 1), (2, 1), (3, 1)]
        case .mulOpcode:
            [(0, 1), (1, 1), (2, 3), (3, 3), (33, 4), (34, 4), (35, 4), (36, 4), (37, 3), (38, 3), (39, 3), (40, 3)]
        case .mulOpcodeSmall:
            [(0, 1), (1, 1), (2, 3), (3, 3), (29, 3)]
        case .qm31AddMulOpcode:
            [(0, 1), (1, 1), (2, 3), (3, 3), (53, 3)]
        case .retOpcode:
            [(0, 1), (1, 1), (2, 2), (3, 2)]
        case .verifyInstruction:
            [(2, 1), (3, 1), (41, 1), (51, 1)]
        case .blakeRound:
            [(2, 16), (3, 16), (4, 1), (5, 8), (6, 1), (51, 16)]
        case .blakeG:
            [(8, 2), (9, 2), (10, 4), (11, 4), (12, 2), (13, 2)]
        case .tripleXor32:
            [(10, 4), (11, 4)]
        case .addModBuiltin:
            [(2, 29), (3, 24)]
        case .bitwiseBuiltin:
            [(2, 5), (3, 5), (10, 1), (12, 27)]
        case .mulModBuiltin:
            [(2, 29), (3, 24), (30, 32), (31, 62), (52, 40)]
        case .pedersenBuiltin:
            [(2, 3), (15, 1)]
        case .pedersenBuiltinNarrowWindows:
            [(2, 3), (16, 1)]
        case .poseidonBuiltin:
            [(2, 6), (21, 1)]
        case .rangeCheck96Builtin:
            [(2, 1), (3, 1), (27, 1)]
        case .rangeCheckBuiltin:
            [(2, 1), (3, 1)]
        case .ecOpBuiltin:
            [(2, 7), (3, 7), (14, 1), (28, 2)]
        case .partialEcMulGeneric:
            [
                (14, 1), (28, 4), (33, 28), (34, 28), (35, 28), (36, 28), (37, 21), (38, 21), (39, 21), (40, 21),
                (43, 16), (44, 16), (45, 16), (46, 16), (47, 16), (48, 16), (49, 8), (50, 8),
            ]
        case .pedersenAggregatorWindowBits18:
            [(3, 3), (17, 2), (28, 4)]
        case .partialEcMulWindowBits18:
            [
                (17, 1), (19, 1), (33, 12), (34, 12), (35, 12), (36, 12), (37, 9), (38, 9), (39, 9), (40, 9), (43, 6),
                (44, 6), (45, 6), (46, 6), (47, 6), (48, 6), (49, 3), (50, 3),
            ]
        case .pedersenAggregatorWindowBits9:
            [(3, 3), (18, 2), (28, 4)]
        case .partialEcMulWindowBits9:
            [
                (18, 1), (20, 1), (33, 12), (34, 12), (35, 12), (36, 12), (37, 9), (38, 9), (39, 9), (40, 9), (43, 6),
                (44, 6), (45, 6), (46, 6), (47, 6), (48, 6), (49, 3), (50, 3),
            ]
        case .poseidonAggregator:
            [(3, 6), (22, 2), (23, 1), (25, 2), (26, 2), (42, 3), (53, 6), (54, 2)]
        case .poseidon3PartialRoundsChain:
            [(23, 1), (24, 1), (25, 3), (26, 3), (42, 3), (53, 6)]
        case .poseidonFullRoundChain:
            [(22, 1), (24, 1), (25, 3), (54, 6)]
        case .cube252:
            [
                (33, 8), (34, 8), (35, 8), (36, 8), (37, 6), (38, 6), (39, 6), (40, 6), (43, 6), (44, 6), (45, 6),
                (46, 6), (47, 6), (48, 6), (49, 3), (50, 3),
            ]
        case .rangeCheck252Width27:
            [(31, 7), (32, 2), (43, 1), (44, 1), (45, 1), (46, 1), (47, 1)]
        case .memoryIdToBig:
            [(43, 2), (44, 2), (45, 2), (46, 2), (47, 2), (48, 2), (49, 1), (50, 1)]
        case .memoryIdToSmall:
            [(43, 1), (44, 1), (45, 1), (46, 1)]
        default: []
        }
    }
}

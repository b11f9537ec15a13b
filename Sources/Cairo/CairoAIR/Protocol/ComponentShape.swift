/// What is known of a table before anything is evaluated: what the verifier needs to read claims and proofs, also of
/// components whose constraints are not built yet (STWO §6.1).
public struct ComponentShape: Equatable, Sendable {
    /// How a table marks its active rows.
    public enum Gate: Equatable, Sendable {
        /// Column 0 is a bit that multiplies every lookup.
        case enabler
        /// Column 0 counts how often the row is looked up.
        case multiplicity
        /// Every row is active.
        case open
        /// A constant table: preprocessed values, and columns of multiplicities.
        case table
    }
    /// Base columns of the main and of the interaction trace, per row.
    public let columns: Int, interactionColumns: Int
    /// Binary logarithm of the number of rows where it never varies, else nil.
    public let fixedLogSize: UInt32?
    /// How active rows are marked.
    public let gate: Gate
}

extension ComponentKind {
    /// The table's shape.
    public var shape: ComponentShape {
        switch self {
        case .addOpcode: .init(103, 20, nil, .enabler)
        case .addOpcodeSmall: .init(39, 20, nil, .enabler)
        case .addApOpcode: .init(17, 16, nil, .enabler)
        case .assertEqOpcode: .init(12, 12, nil, .enabler)
        case .assertEqOpcodeImm: .init(9, 12, nil, .enabler)
        case .assertEqOpcodeDoubleDeref: .init(19, 16, nil, .enabler)
        case .blakeCompressOpcode: .init(174, 148, nil, .enabler)
        case .callOpcodeAbs: .init(25, 20, nil, .enabler)
        case .callOpcodeRelImm: .init(24, 20, nil, .enabler)
        case .genericOpcode: .init(243, 136, nil, .enabler)
        case .jnzOpcodeNonTaken: .init(9, 12, nil, .enabler)
        case .jnzOpcodeTaken: .init(47, 16, nil, .enabler)
        case .jumpOpcodeAbs: .init(14, 12, nil, .enabler)
        case .jumpOpcodeDoubleDeref: .init(21, 16, nil, .enabler)
        case .jumpOpcodeRel: .init(16, 12, nil, .enabler)
        case .jumpOpcodeRelImm: .init(13, 12, nil, .enabler)
        case .mulOpcode: .init(130, 76, nil, .enabler)
        case .mulOpcodeSmall: .init(37, 24, nil, .enabler)
        case .qm31AddMulOpcode: .init(73, 24, nil, .enabler)
        case .retOpcode: .init(16, 16, nil, .enabler)
        case .verifyInstruction: .init(17, 12, nil, .multiplicity)
        case .blakeRound: .init(212, 120, nil, .enabler)
        case .blakeG: .init(53, 36, nil, .enabler)
        case .blakeRoundSigma: .init(1, 4, 4, .table)
        case .tripleXor32: .init(21, 20, nil, .enabler)
        case .verifyBitwiseXor12: .init(16, 32, 20, .table)
        case .addModBuiltin: .init(267, 108, nil, .open)
        case .bitwiseBuiltin: .init(89, 76, nil, .open)
        case .mulModBuiltin: .init(426, 376, nil, .open)
        case .pedersenBuiltin: .init(3, 8, nil, .open)
        case .pedersenBuiltinNarrowWindows: .init(3, 8, nil, .open)
        case .poseidonBuiltin: .init(6, 16, nil, .open)
        case .rangeCheck96Builtin: .init(12, 8, nil, .open)
        case .rangeCheckBuiltin: .init(17, 4, nil, .open)
        case .ecOpBuiltin: .init(273, 36, nil, .open)
        case .partialEcMulGeneric: .init(624, 628, nil, .enabler)
        case .pedersenAggregatorWindowBits18: .init(206, 24, nil, .multiplicity)
        case .partialEcMulWindowBits18: .init(297, 260, nil, .enabler)
        case .pedersenPointsTableWindowBits18: .init(1, 4, 23, .table)
        case .pedersenAggregatorWindowBits9: .init(234, 24, nil, .multiplicity)
        case .partialEcMulWindowBits9: .init(311, 260, nil, .enabler)
        case .pedersenPointsTableWindowBits9: .init(1, 4, 15, .table)
        case .poseidonAggregator: .init(342, 56, nil, .multiplicity)
        case .poseidon3PartialRoundsChain: .init(169, 36, nil, .enabler)
        case .poseidonFullRoundChain: .init(126, 24, nil, .enabler)
        case .cube252: .init(141, 200, nil, .enabler)
        case .poseidonRoundKeys: .init(1, 4, 6, .table)
        case .rangeCheck252Width27: .init(20, 32, nil, .enabler)
        case .memoryAddressToId: .init(32, 32, nil, .multiplicity)
        case .memoryIdToBig: .init(29, 32, nil, .multiplicity)
        case .memoryIdToSmall: .init(9, 12, nil, .multiplicity)
        case .rangeCheck6: .init(1, 4, 6, .table)
        case .rangeCheck8: .init(1, 4, 8, .table)
        case .rangeCheck11: .init(1, 4, 11, .table)
        case .rangeCheck12: .init(1, 4, 12, .table)
        case .rangeCheck18: .init(2, 4, 18, .table)
        case .rangeCheck20: .init(8, 16, 20, .table)
        case .rangeCheck4x3: .init(1, 4, 7, .table)
        case .rangeCheck4x4: .init(1, 4, 8, .table)
        case .rangeCheck9x9: .init(8, 16, 18, .table)
        case .rangeCheck7x2x5: .init(1, 4, 14, .table)
        case .rangeCheck3x6x6x3: .init(1, 4, 18, .table)
        case .rangeCheck4x4x4x4: .init(1, 4, 16, .table)
        case .rangeCheck3x3x3x3x3: .init(1, 4, 15, .table)
        case .verifyBitwiseXor4: .init(1, 4, 8, .table)
        case .verifyBitwiseXor7: .init(1, 4, 14, .table)
        case .verifyBitwiseXor8: .init(2, 4, 16, .table)
        case .verifyBitwiseXor9: .init(1, 4, 18, .table)
        }
    }
}

extension ComponentShape {
    init(_ columns: Int, _ interactionColumns: Int, _ fixedLogSize: UInt32?, _ gate: Gate) {
        self.columns = columns
        self.interactionColumns = interactionColumns
        self.fixedLogSize = fixedLogSize
        self.gate = gate
    }
}

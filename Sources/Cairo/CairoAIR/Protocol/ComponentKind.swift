/// The tables of the trace in claim order, which is also the order of columns and constraints (STWO §6.1).
///
/// `memoryIdToBig` stands for up to sixteen tables at its place; every other kind for at most one.
public enum ComponentKind: UInt8, CaseIterable, Hashable, Sendable {
    case addOpcode
    case addOpcodeSmall
    case addApOpcode
    case assertEqOpcode
    case assertEqOpcodeImm
    case assertEqOpcodeDoubleDeref
    case blakeCompressOpcode
    case callOpcodeAbs
    case callOpcodeRelImm
    case genericOpcode
    case jnzOpcodeNonTaken
    case jnzOpcodeTaken
    case jumpOpcodeAbs
    case jumpOpcodeDoubleDeref
    case jumpOpcodeRel
    case jumpOpcodeRelImm
    case mulOpcode
    case mulOpcodeSmall
    case qm31AddMulOpcode
    case retOpcode
    case verifyInstruction
    case blakeRound
    case blakeG
    case blakeRoundSigma
    case tripleXor32
    case verifyBitwiseXor12
    case addModBuiltin
    case bitwiseBuiltin
    case mulModBuiltin
    case pedersenBuiltin
    case pedersenBuiltinNarrowWindows
    case poseidonBuiltin
    case rangeCheck96Builtin
    case rangeCheckBuiltin
    case ecOpBuiltin
    case partialEcMulGeneric
    case pedersenAggregatorWindowBits18
    case partialEcMulWindowBits18
    case pedersenPointsTableWindowBits18
    case pedersenAggregatorWindowBits9
    case partialEcMulWindowBits9
    case pedersenPointsTableWindowBits9
    case poseidonAggregator
    case poseidon3PartialRoundsChain
    case poseidonFullRoundChain
    case cube252
    case poseidonRoundKeys
    case rangeCheck252Width27
    case memoryAddressToId
    case memoryIdToBig
    case memoryIdToSmall
    case rangeCheck6
    case rangeCheck8
    case rangeCheck11
    case rangeCheck12
    case rangeCheck18
    case rangeCheck20
    case rangeCheck4x3
    case rangeCheck4x4
    case rangeCheck9x9
    case rangeCheck7x2x5
    case rangeCheck3x6x6x3
    case rangeCheck4x4x4x4
    case rangeCheck3x3x3x3x3
    case verifyBitwiseXor4
    case verifyBitwiseXor7
    case verifyBitwiseXor8
    case verifyBitwiseXor9

    /// The name in claims and proof formats.
    public var name: StaticString {
        switch self {
        case .addOpcode: "add_opcode"
        case .addOpcodeSmall: "add_opcode_small"
        case .addApOpcode: "add_ap_opcode"
        case .assertEqOpcode: "assert_eq_opcode"
        case .assertEqOpcodeImm: "assert_eq_opcode_imm"
        case .assertEqOpcodeDoubleDeref: "assert_eq_opcode_double_deref"
        case .blakeCompressOpcode: "blake_compress_opcode"
        case .callOpcodeAbs: "call_opcode_abs"
        case .callOpcodeRelImm: "call_opcode_rel_imm"
        case .genericOpcode: "generic_opcode"
        case .jnzOpcodeNonTaken: "jnz_opcode_non_taken"
        case .jnzOpcodeTaken: "jnz_opcode_taken"
        case .jumpOpcodeAbs: "jump_opcode_abs"
        case .jumpOpcodeDoubleDeref: "jump_opcode_double_deref"
        case .jumpOpcodeRel: "jump_opcode_rel"
        case .jumpOpcodeRelImm: "jump_opcode_rel_imm"
        case .mulOpcode: "mul_opcode"
        case .mulOpcodeSmall: "mul_opcode_small"
        case .qm31AddMulOpcode: "qm_31_add_mul_opcode"
        case .retOpcode: "ret_opcode"
        case .verifyInstruction: "verify_instruction"
        case .blakeRound: "blake_round"
        case .blakeG: "blake_g"
        case .blakeRoundSigma: "blake_round_sigma"
        case .tripleXor32: "triple_xor_32"
        case .verifyBitwiseXor12: "verify_bitwise_xor_12"
        case .addModBuiltin: "add_mod_builtin"
        case .bitwiseBuiltin: "bitwise_builtin"
        case .mulModBuiltin: "mul_mod_builtin"
        case .pedersenBuiltin: "pedersen_builtin"
        case .pedersenBuiltinNarrowWindows: "pedersen_builtin_narrow_windows"
        case .poseidonBuiltin: "poseidon_builtin"
        case .rangeCheck96Builtin: "range_check96_builtin"
        case .rangeCheckBuiltin: "range_check_builtin"
        case .ecOpBuiltin: "ec_op_builtin"
        case .partialEcMulGeneric: "partial_ec_mul_generic"
        case .pedersenAggregatorWindowBits18: "pedersen_aggregator_window_bits_18"
        case .partialEcMulWindowBits18: "partial_ec_mul_window_bits_18"
        case .pedersenPointsTableWindowBits18: "pedersen_points_table_window_bits_18"
        case .pedersenAggregatorWindowBits9: "pedersen_aggregator_window_bits_9"
        case .partialEcMulWindowBits9: "partial_ec_mul_window_bits_9"
        case .pedersenPointsTableWindowBits9: "pedersen_points_table_window_bits_9"
        case .poseidonAggregator: "poseidon_aggregator"
        case .poseidon3PartialRoundsChain: "poseidon_3_partial_rounds_chain"
        case .poseidonFullRoundChain: "poseidon_full_round_chain"
        case .cube252: "cube_252"
        case .poseidonRoundKeys: "poseidon_round_keys"
        case .rangeCheck252Width27: "range_check_252_width_27"
        case .memoryAddressToId: "memory_address_to_id"
        case .memoryIdToBig: "memory_id_to_big"
        case .memoryIdToSmall: "memory_id_to_small"
        case .rangeCheck6: "range_check_6"
        case .rangeCheck8: "range_check_8"
        case .rangeCheck11: "range_check_11"
        case .rangeCheck12: "range_check_12"
        case .rangeCheck18: "range_check_18"
        case .rangeCheck20: "range_check_20"
        case .rangeCheck4x3: "range_check_4_3"
        case .rangeCheck4x4: "range_check_4_4"
        case .rangeCheck9x9: "range_check_9_9"
        case .rangeCheck7x2x5: "range_check_7_2_5"
        case .rangeCheck3x6x6x3: "range_check_3_6_6_3"
        case .rangeCheck4x4x4x4: "range_check_4_4_4_4"
        case .rangeCheck3x3x3x3x3: "range_check_3_3_3_3_3"
        case .verifyBitwiseXor4: "verify_bitwise_xor_4"
        case .verifyBitwiseXor7: "verify_bitwise_xor_7"
        case .verifyBitwiseXor8: "verify_bitwise_xor_8"
        case .verifyBitwiseXor9: "verify_bitwise_xor_9"
        }
    }
}

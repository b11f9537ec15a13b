public import FiniteFields

/// Error felts that the protocol itself hands to contracts (EXEC §3.3, §3.10).
public enum ProtocolFelts {
    public static var outOfGas: Felt252 { Felt252(ascii: "Out of gas") }
    public static var entryPointFailed: Felt252 { Felt252(ascii: "ENTRYPOINT_FAILED") }
    public static var entryPointNotFound: Felt252 { Felt252(ascii: "ENTRYPOINT_NOT_FOUND") }
    public static var blockNumberOutOfRange: Felt252 { Felt252(ascii: "Block number out of range") }
    public static var invalidInputLength: Felt252 { Felt252(ascii: "Invalid input length") }
    public static var invalidArgument: Felt252 { Felt252(ascii: "Invalid argument") }
    /// What contracts are told whose execution was aborted. Nobody hears what they make of it.
    public static var aborted: Felt252 { Felt252(ascii: "EXECUTION_ABORTED") }
    /// What a validation must return.
    public static var validated: Felt252 { Felt252(ascii: "VALID") }
}

/// Selectors of entry points that the protocol calls (EXEC Appendix A).
public enum ProtocolSelectors {
    public static var execute: Felt252 {
        Felt252(reducing: 0x5e85_627e_e876_e5ad, 0xb056_fef9_bb73_57ac, 0x0f40_31e4_2be2_8da9, 0x015d_40a3_d6ca_2ac3)
    }
    public static var validate: Felt252 {
        Felt252(reducing: 0x0ff0_b218_9d9c_7775, 0x5578_14e2_21e0_d4f3, 0xfe8d_3af3_c2a9_c60b, 0x0162_da33_a458_5851)
    }
    public static var validateDeclare: Felt252 {
        Felt252(reducing: 0xfa40_08dc_db49_63b3, 0xe7d4_0e42_dcae_d693, 0x409c_abfd_ad15_81e8, 0x0289_da27_8a8d_c833)
    }
    public static var validateDeploy: Felt252 {
        Felt252(reducing: 0x3972_f0af_8aa9_2895, 0xacfa_c107_27da_b22a, 0x0583_59e1_a759_28be, 0x036f_cbf0_6cd9_6843)
    }
    public static var constructor: Felt252 {
        Felt252(reducing: 0x0576_e5aa_71bc_5194, 0xaa4f_63a0_2a56_21de, 0x1072_53e1_7a90_4099, 0x028f_fe4f_f0f2_26a9)
    }
    public static var transfer: Felt252 {
        Felt252(reducing: 0x1740_eca5_b482_d12e, 0xc95e_3179_a5ec_9ea8, 0xeebf_4424_6fe5_4e38, 0x0083_afd3_f4ca_edc6)
    }
}

import SierraModel

/// Library functions that classes may use only from some Sierra version on. All that this compiler knows are allowed by
/// the network; others do not compile.
enum AllowedLibfuncs {
    private static var since1_8: [GenericName] {
        [
            "blake2s_compress", "blake2s_finalize", "ec_neg_nz", "enum_boxed_match", "gas_reserve_create",
            "gas_reserve_utilize", "get_execution_info_v3_syscall", "local_into_box", "squashed_felt252_dict_entries",
            "struct_boxed_deconstruct",
        ]
    }

    private static var since1_9: [GenericName] {
        ["sha512_process_block_syscall", "sha512_state_handle_init", "sha512_state_handle_digest"]
    }

    /// Refuses what is newer than the class.
    static func check(_ program: SierraProgram, _ version: SierraVersion) throws(CompilationError) {
        var tooNew: [GenericName] = []
        if !version.supports(SierraVersion(1, 8, 0)) { tooNew += since1_8 }
        if !version.supports(SierraVersion(1, 9, 0)) { tooNew += since1_9 }
        guard !tooNew.isEmpty else { return }
        for (index, libfunc) in program.libfuncs.enumerated() where tooNew.contains(libfunc.name) {
            throw .libfuncTooNew(index)
        }
    }
}

/// Pedersen, Poseidon and Blake2s (EXEC §4.5).
extension LibfuncContext {
    func hashes() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "pedersen":
            try arguments.none()
            let builtin = try types.find("Pedersen"), felt = try felt
            return Libfunc(
                .pedersen, [builtin, felt, felt],
                LibfuncBranch(
                    [.expression(builtin), .expression(felt)], keepsStack: true, steps: 2,
                    tokens: TokenCounts(.pedersen)))
        case "hades_permutation":
            try arguments.none()
            let builtin = try types.find("Poseidon"), felt = try felt
            return Libfunc(
                .hades, [builtin, felt, felt, felt],
                LibfuncBranch(
                    [.expression(builtin), .expression(felt), .expression(felt), .expression(felt)], keepsStack: true,
                    steps: 3, tokens: TokenCounts(.poseidon)))
        case "blake2s_compress", "blake2s_finalize":
            try arguments.none()
            let word = try types.integer(.u32)
            let state = try types.box(of: try types.tuple(of: word, count: 8))
            let message = try types.box(of: try types.tuple(of: word, count: 16))
            return Libfunc(
                .blake(final: name == "blake2s_finalize"), [state, word, message],
                LibfuncBranch([.temporary(state)], keepsStack: true, tokens: TokenCounts(.blake), ap: 1))
        default: return nil
        }
    }
}

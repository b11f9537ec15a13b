/// Integers of 256 and 512 bits (EXEC §4.5).
extension LibfuncContext {
    func longIntegers() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "u256_is_zero", "u256_safe_divmod", "u256_sqrt", "u256_guarantee_inv_mod_n", "u512_safe_divmod_by_u256":
            try arguments.none()
        default: return nil
        }
        let number = try types.u256()
        if name == "u256_is_zero" {
            return Libfunc(
                .isZero256, [number],
                branches: [
                    LibfuncBranch([], keepsStack: true, steps: 2),
                    LibfuncBranch([.same(try types.nonZero(number), as: 0)], keepsStack: true, steps: 2),
                ])
        }
        let rangeCheck = try rangeCheck
        if name == "u256_sqrt" {
            return Libfunc(
                .squareRoot256, [rangeCheck, number],
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(try types.integer(.u128))], steps: 30, rangeChecks: 7, ap: 25)
            )
        }
        let nonZero = try types.nonZero(number)
        let guarantee = LibfuncOutput.expression(try types.find("U128MulGuarantee"))
        switch name {
        case "u256_safe_divmod":
            return Libfunc(
                .divide256, [rangeCheck, number, nonZero],
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(number), .expression(number), guarantee], steps: 26,
                    rangeChecks: 6, ap: 19))
        case "u256_guarantee_inv_mod_n":
            return Libfunc(
                .inverse256, [rangeCheck, number, nonZero],
                branches: [
                    LibfuncBranch(
                        [.expression(rangeCheck), .expression(nonZero)]
                            + [LibfuncOutput](repeating: guarantee, count: 8), steps: 40, rangeChecks: 9, ap: 46),
                    LibfuncBranch([.expression(rangeCheck), guarantee, guarantee], steps: 25, rangeChecks: 7, ap: 14),
                ])
        default:
            let long = try types.u512()
            return Libfunc(
                .divide512, [rangeCheck, long, nonZero],
                LibfuncBranch(
                    [.expression(rangeCheck), .expression(long), .expression(number)]
                        + [LibfuncOutput](repeating: guarantee, count: 5), steps: 47, rangeChecks: 12, ap: 43))
        }
    }
}

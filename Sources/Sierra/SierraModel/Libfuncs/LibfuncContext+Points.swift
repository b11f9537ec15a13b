/// Points of the Stark curve, and sums of them with a random start (EXEC §4.5).
extension LibfuncContext {
    func points() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "ec_point_zero", "ec_point_try_new_nz", "ec_point_from_x_nz", "ec_point_unwrap", "ec_neg", "ec_neg_nz",
            "ec_point_is_zero", "ec_state_init", "ec_state_add", "ec_state_try_finalize_nz", "ec_state_add_mul":
            try arguments.none()
        default: return nil
        }
        switch name {
        case "ec_state_init":
            return Libfunc(.stateInit, [], LibfuncBranch([.temporary(try types.find("EcState"))], steps: 7, ap: 7))
        case "ec_point_zero":
            return Libfunc(
                .pointZero, [], LibfuncBranch([.expression(try types.find("EcPoint"))], keepsStack: true))
        case "ec_neg":
            let point = try types.find("EcPoint")
            return Libfunc(.pointNegate, [point], LibfuncBranch([.expression(point)], keepsStack: true))
        default: break
        }
        let point = try types.find("EcPoint")
        let nonZero = try types.nonZero(point)
        switch name {
        case "ec_neg_nz":
            return Libfunc(.pointNegate, [nonZero], LibfuncBranch([.expression(nonZero)], keepsStack: true))
        case "ec_point_is_zero":
            return Libfunc(
                .pointIsZero, [point],
                branches: [
                    LibfuncBranch([], keepsStack: true, steps: 1),
                    LibfuncBranch([.same(nonZero, as: 0)], keepsStack: true, steps: 1),
                ])
        case "ec_point_unwrap":
            let felt = try felt
            return Libfunc(
                .pointUnwrap, [nonZero], LibfuncBranch([.expression(felt), .expression(felt)], keepsStack: true))
        case "ec_point_try_new_nz":
            let felt = try felt
            return Libfunc(
                .pointNew, [felt, felt],
                branches: [
                    LibfuncBranch([.expression(nonZero)], steps: 7, ap: 6), LibfuncBranch([], steps: 7, ap: 6),
                ])
        case "ec_point_from_x_nz":
            let rangeCheck = try rangeCheck
            return Libfunc(
                .pointFromX, [rangeCheck, try felt],
                branches: [
                    LibfuncBranch([.expression(rangeCheck), .expression(nonZero)], steps: 14, rangeChecks: 3, ap: 11),
                    LibfuncBranch([.expression(rangeCheck)], steps: 9, ap: 7),
                ])
        default: return try states(nonZero)
        }
    }

    private func states(_ nonZero: TypeID) throws(SpecializationError) -> Libfunc {
        let state = try types.find("EcState")
        switch name {
        case "ec_state_add":
            return Libfunc(.stateAdd, [state, nonZero], LibfuncBranch([.expression(state)], steps: 10, ap: 9))
        case "ec_state_try_finalize_nz":
            return Libfunc(
                .stateFinalize, [state],
                branches: [
                    LibfuncBranch([.temporary(nonZero)], steps: 12, ap: 11), LibfuncBranch([], steps: 6, ap: 3),
                ])
        default:
            let builtin = try types.find("EcOp")
            return Libfunc(
                .stateAddProduct, [builtin, state, try felt, nonZero],
                LibfuncBranch(
                    [.expression(builtin), .expression(state)], keepsStack: true, steps: 5, tokens: TokenCounts(.ecOp)))
        }
    }
}

/// Calls, coupons and gas (EXEC §4.5).
extension LibfuncContext {
    func calls() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "function_call", "coupon_call": return try call()
        case "coupon_buy", "coupon_refund": return try coupon()
        case "withdraw_gas": return try withdraw(tableGiven: false)
        case "withdraw_gas_all": return try withdraw(tableGiven: true)
        case "redeposit_gas":
            try arguments.none()
            let gas = try gasBuiltin
            return Libfunc(
                .redepositGas, [gas], LibfuncBranch([.expression(gas)], cost: .redeposit, apChange: .redeposit))
        case "get_builtin_costs":
            try arguments.none()
            return Libfunc(
                .builtinCosts, [], LibfuncBranch([.expression(try types.find("BuiltinCosts"))], steps: 3, ap: 3))
        case "gas_reserve_create":
            try arguments.none()
            let rangeCheck = try rangeCheck, gas = try gasBuiltin
            return Libfunc(
                .createReserve, [rangeCheck, gas, try types.integer(.u128)],
                branches: [
                    LibfuncBranch(
                        [.expression(rangeCheck), .temporary(gas), .same(try types.find("GasReserve"), as: 2)],
                        steps: 3,
                        rangeChecks: 1, ap: 2),
                    LibfuncBranch([.expression(rangeCheck), .same(gas, as: 1)], steps: 5, rangeChecks: 1, ap: 3),
                ])
        case "gas_reserve_utilize":
            try arguments.none()
            let gas = try gasBuiltin
            return Libfunc(
                .useReserve, [gas, try types.find("GasReserve")], LibfuncBranch([.expression(gas)], keepsStack: true))
        default: return nil
        }
    }

    private func function(_ index: Int) throws(SpecializationError) -> SierraFunction {
        guard functions.indices.contains(index) else { throw .missingFunction }
        return functions[index]
    }

    private func call() throws(SpecializationError) -> Libfunc {
        let index = try arguments.function()
        let function = try function(index)
        var outputs: [LibfuncOutput] = []
        var place = 0
        for result in function.results {
            if try types.checked(result).properties.zeroSized {
                outputs.append(.empty(result))
            } else {
                outputs.append(.temporary(result, place))
                place += 1
            }
        }
        let steps = ConstantCost(steps: 2)
        guard name == "coupon_call" else {
            return Libfunc(
                .functionCall(index), function.parameters,
                LibfuncBranch(outputs, cost: .call(function: index, steps), apChange: .call(function: index)))
        }
        // The coupon has paid for the function.
        return Libfunc(
            .functionCall(index), function.parameters + [try types.find("Coupon", [.function(index)])],
            LibfuncBranch(outputs, cost: .constant(steps, TokenCounts()), apChange: .call(function: index)))
    }

    private func coupon() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        guard case .coupon(let index) = types[type].kind else { throw .unsupportedArgument }
        _ = try function(index)
        if name == "coupon_buy" {
            return Libfunc(
                .buyCoupon, [],
                LibfuncBranch(
                    [.empty(type)], keepsStack: true, cost: .call(function: index, ConstantCost()), apChange: .known(0))
            )
        }
        return Libfunc(
            .refundCoupon, [type],
            LibfuncBranch([], keepsStack: true, cost: .refund(function: index), apChange: .known(0)))
    }

    private func withdraw(tableGiven: Bool) throws(SpecializationError) -> Libfunc {
        try arguments.none()
        let rangeCheck = try rangeCheck, gas = try gasBuiltin
        func branch(_ output: LibfuncOutput, success: Bool) -> LibfuncBranch {
            LibfuncBranch(
                [.expression(rangeCheck), output], cost: .withdraw(success: success, tableGiven: tableGiven),
                apChange: .withdraw(success: success, tableGiven: tableGiven))
        }
        return Libfunc(
            tableGiven ? .withdrawGasWithTable : .withdrawGas,
            [rangeCheck, gas] + (tableGiven ? [try types.find("BuiltinCosts")] : []),
            branches: [branch(.temporary(gas), success: true), branch(.same(gas, as: 1), success: false)])
    }
}

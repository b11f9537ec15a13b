/// Felts, booleans and 31-byte strings (EXEC §4.5).
extension LibfuncContext {
    func felts() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "felt252_add", "felt252_sub", "felt252_mul", "felt252_div":
            try arguments.none()
            let felt = try felt
            if name == "felt252_div" {
                return Libfunc(
                    .divide, [felt, try types.nonZero(felt)],
                    LibfuncBranch([.temporary(felt)], keepsStack: true, steps: 5, ap: 1))
            }
            return Libfunc(
                name == "felt252_add" ? .add : name == "felt252_sub" ? .subtract : .multiply, [felt, felt],
                LibfuncBranch([.expression(felt)], keepsStack: true))
        case "felt252_const":
            guard arguments.list.count == 1, case .value(let value) = arguments.list[0] else {
                throw .unsupportedArgument
            }
            return constant(value, try felt)
        case "felt252_is_zero":
            try arguments.none()
            return try isZero(try felt)
        case "bytes31_const": return constant(try bounded(.powerOfTwo(248)), try types.find("bytes31"))
        case "bytes31_to_felt252":
            try arguments.none()
            return .reinterpret(try types.find("bytes31"), as: try felt)
        case "bytes31_try_from_felt252": return try fromFelt(try types.find("bytes31"), bits: 248)
        default: return try booleans()
        }
    }

    /// A constant from zero up to, but not including, a bound.
    func bounded(_ bound: SierraInteger) throws(SpecializationError) -> SierraInteger {
        let value = try arguments.value()
        guard !value.isNegative, value < bound else { throw .unsupportedArgument }
        return value
    }

    /// The felt as a type of so many bits, more than 128, or a failure.
    func fromFelt(_ type: TypeID, bits: Int) throws(SpecializationError) -> Libfunc {
        try arguments.none()
        let rangeCheck = try rangeCheck
        return Libfunc(
            .felt(bits: bits), [rangeCheck, try felt],
            branches: [
                LibfuncBranch([.expression(rangeCheck), .same(type, as: 1)], steps: 7, rangeChecks: 3, ap: 5),
                LibfuncBranch([.expression(rangeCheck)], steps: 9, rangeChecks: 3, ap: 6),
            ])
    }

    private func booleans() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "bool_to_felt252":
            try arguments.none()
            return .reinterpret(try types.bool(), as: try felt)
        case "bool_and_impl":
            try arguments.none()
            let bool = try types.bool()
            return Libfunc(.boolAnd, [bool, bool], LibfuncBranch([.expression(bool)], keepsStack: true))
        case "bool_not_impl":
            try arguments.none()
            let bool = try types.bool()
            return Libfunc(.boolNot, [bool], LibfuncBranch([.expression(bool)], steps: 1, ap: 1))
        case "bool_xor_impl":
            try arguments.none()
            let bool = try types.bool()
            return Libfunc(.boolXor, [bool, bool], LibfuncBranch([.expression(bool)], steps: 1, ap: 1))
        case "bool_or_impl":
            try arguments.none()
            let bool = try types.bool()
            return Libfunc(.boolOr, [bool, bool], LibfuncBranch([.expression(bool)], steps: 2, ap: 2))
        default: return nil
        }
    }
}

/// Integers of 8 to 128 bits, whose functions begin with the type's name, and ranges of them (EXEC §4.5).
extension LibfuncContext {
    func integers() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "bitwise": return try bitwise(.u128)
        case "u128s_from_felt252":
            try arguments.none()
            let rangeCheck = try rangeCheck, word = try types.integer(.u128)
            return Libfunc(
                .splitFelt, [rangeCheck, try felt],
                branches: [
                    LibfuncBranch([.expression(rangeCheck), .same(word, as: 1)], steps: 2, rangeChecks: 1, ap: 1),
                    LibfuncBranch(
                        [.expression(rangeCheck), .temporary(word, 0), .temporary(word, 1)], steps: 11, rangeChecks: 3,
                        ap: 6),
                ])
        case "int_range_try_new", "int_range_pop_front": return try ranges()
        default: break
        }
        let characters = name.characters
        guard let end = characters.firstIndex(of: UInt8(ascii: "_")),
            let width = IntegerWidth(typeName: GenericName(characters: characters[..<end]))
        else { return nil }
        let rest = GenericName(characters: characters[(end + 1)...])
        if let made = try common(rest, width) { return made }
        return width.isSigned ? try signed(rest, width) : try unsigned(rest, width)
    }

    private func common(_ rest: GenericName, _ width: IntegerWidth) throws(SpecializationError) -> Libfunc? {
        switch rest {
        case "const":
            guard arguments.list.count == 1, case .value(let value) = arguments.list[0] else {
                throw .unsupportedArgument
            }
            guard width.range.lower <= value, value < width.range.upper else { throw .unsupportedArgument }
            return constant(value, try types.integer(width))
        case "eq":
            try arguments.none()
            let type = try types.integer(width)
            return Libfunc(
                .equal, [type, type],
                branches: [LibfuncBranch([], steps: 2, ap: 1), LibfuncBranch([], steps: 3, ap: 1)])
        case "to_felt252":
            try arguments.none()
            return .reinterpret(try types.integer(width), as: try felt)
        case "wide_mul":
            guard let wide = width.doubled else { return nil }
            try arguments.none()
            let type = try types.integer(width)
            return Libfunc(
                .multiply, [type, type], LibfuncBranch([.expression(try types.integer(wide))], keepsStack: true))
        case "try_from_felt252":
            guard width != .u128 else { return nil }
            try arguments.none()
            let rangeCheck = try rangeCheck
            // One more cell for the shift of a signed value, one check less for all of 128 bits.
            let steps = width == .i128 ? 3 : width.isSigned ? 5 : 4
            return Libfunc(
                .reduceFelt(width.range), [rangeCheck, try felt],
                branches: [
                    LibfuncBranch(
                        [.expression(rangeCheck), .same(try types.integer(width), as: 1)], steps: steps,
                        rangeChecks: width == .i128 ? 1 : 2, ap: width.isSigned && width != .i128 ? 3 : 2),
                    LibfuncBranch([.expression(rangeCheck)], steps: 10, rangeChecks: 3, ap: 7),
                ])
        default: return nil
        }
    }

    private func unsigned(_ rest: GenericName, _ width: IntegerWidth) throws(SpecializationError) -> Libfunc? {
        let isLong = width == .u128
        switch rest {
        case "is_zero":
            try arguments.none()
            return try isZero(try types.integer(width))
        case "overflowing_add":
            try arguments.none()
            let type = try types.integer(width), rangeCheck = try rangeCheck
            return Libfunc(
                .addUnsigned(width), [rangeCheck, type, type],
                branches: [
                    LibfuncBranch(
                        [.expression(rangeCheck), .temporary(type)], steps: isLong ? 3 : 4, rangeChecks: 1,
                        ap: isLong ? 2 : 3),
                    LibfuncBranch([.expression(rangeCheck), .temporary(type)], steps: 5, rangeChecks: 1, ap: 3),
                ])
        case "overflowing_sub":
            try arguments.none()
            let type = try types.integer(width)
            return try difference(type, type, limit: width.range.upper)
        case "safe_divmod":
            try arguments.none()
            let type = try types.integer(width), rangeCheck = try rangeCheck
            return Libfunc(
                .divide128(width.range, by: IntegerRange(1, to: width.range.upper)),
                [rangeCheck, type, try types.nonZero(type)],
                LibfuncBranch(
                    [.expression(rangeCheck), .temporary(type, 0), .temporary(type, 1)], steps: isLong ? 11 : 7,
                    rangeChecks: isLong ? 4 : 3, ap: isLong ? 7 : 5))
        case "sqrt":
            try arguments.none()
            let rangeCheck = try rangeCheck
            return Libfunc(
                .squareRoot, [rangeCheck, try types.integer(width)],
                LibfuncBranch(
                    [.expression(rangeCheck), .temporary(try types.integer(width.halved))], steps: 9, rangeChecks: 4,
                    ap: 6))
        case "bitwise": return isLong ? nil : try bitwise(width)
        case "guarantee_mul", "mul_guarantee_verify", "byte_reverse": return isLong ? try only128(rest) : nil
        default: return nil
        }
    }

    private func only128(_ rest: GenericName) throws(SpecializationError) -> Libfunc {
        try arguments.none()
        let word = try types.integer(.u128)
        switch rest {
        case "guarantee_mul":
            return Libfunc(
                .guaranteeProduct, [word, word],
                LibfuncBranch(
                    [.temporary(word, 0), .temporary(word, 1), .expression(try types.find("U128MulGuarantee"))],
                    keepsStack: true, steps: 1, ap: 2))
        case "mul_guarantee_verify":
            let rangeCheck = try rangeCheck
            return Libfunc(
                .verifyProduct, [rangeCheck, try types.find("U128MulGuarantee")],
                LibfuncBranch([.expression(rangeCheck)], steps: 23, rangeChecks: 9, ap: 15))
        default:
            let builtin = try types.find("Bitwise")
            return Libfunc(
                .reverseBytes, [builtin, word],
                LibfuncBranch(
                    [.expression(builtin), .expression(word)], steps: 24, tokens: TokenCounts(.bitwise, 4), ap: 16))
        }
    }

    private func bitwise(_ width: IntegerWidth) throws(SpecializationError) -> Libfunc {
        try arguments.none()
        let builtin = try types.find("Bitwise"), type = try types.integer(width)
        return Libfunc(
            .bitwise, [builtin, type, type],
            LibfuncBranch(
                [.expression(builtin), .expression(type), .expression(type), .expression(type)], keepsStack: true,
                steps: 2, tokens: TokenCounts(.bitwise)))
    }

    private func signed(_ rest: GenericName, _ width: IntegerWidth) throws(SpecializationError) -> Libfunc? {
        switch rest {
        case "diff":
            try arguments.none()
            return try difference(
                try types.integer(width), try types.integer(width.unsigned), limit: width.range.size)
        case "overflowing_add_impl", "overflowing_sub_impl":
            try arguments.none()
            let type = try types.integer(width), rangeCheck = try rangeCheck
            let isLong = width == .i128
            let outside = LibfuncBranch(
                [.expression(rangeCheck), .expression(type)], steps: 6, rangeChecks: 1, ap: 4)
            return Libfunc(
                rest == "overflowing_add_impl" ? .addSigned(width) : .subtractSigned(width), [rangeCheck, type, type],
                branches: [
                    LibfuncBranch(
                        [.expression(rangeCheck), .expression(type)], steps: isLong ? 4 : 6,
                        rangeChecks: isLong ? 1 : 2, ap: isLong ? 3 : 4), outside, outside,
                ])
        default: return nil
        }
    }

    /// The difference on the first branch, and shifted into the type's range on the second.
    private func difference(
        _ operand: TypeID, _ result: TypeID, limit: SierraInteger
    ) throws(SpecializationError) -> Libfunc {
        let rangeCheck = try rangeCheck
        let wrapped: LibfuncOutput = limit == .u128Bound ? .temporary(result) : .expression(result)
        return Libfunc(
            .difference(limit: limit), [rangeCheck, operand, operand],
            branches: [
                LibfuncBranch([.expression(rangeCheck), .temporary(result)], steps: 3, rangeChecks: 1, ap: 2),
                LibfuncBranch([.expression(rangeCheck), wrapped], steps: 5, rangeChecks: 1, ap: 3),
            ])
    }

    private func ranges() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let range = try types.wrapped("IntRange", type)
        guard name == "int_range_try_new" else {
            return Libfunc(
                .popRange, [range],
                branches: [
                    LibfuncBranch([], steps: 2, ap: 1),
                    LibfuncBranch([.expression(range), .expression(type)], steps: 2, ap: 1),
                ])
        }
        let rangeCheck = try rangeCheck
        guard try types.range(of: type).isSmall else { throw .unsupportedArgument }
        return Libfunc(
            .newRange, [rangeCheck, type, type],
            branches: [
                LibfuncBranch([.expression(rangeCheck), .expression(range)], steps: 3, rangeChecks: 1, ap: 2),
                LibfuncBranch([.expression(rangeCheck), .expression(range)], steps: 5, rangeChecks: 1, ap: 3),
            ])
    }
}

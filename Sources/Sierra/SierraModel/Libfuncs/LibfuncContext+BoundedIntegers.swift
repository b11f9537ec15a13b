/// Integers of any range, and conversions between ranges (EXEC §4.5).
extension LibfuncContext {
    func boundedIntegers() throws(SpecializationError) -> Libfunc? {
        switch name {
        case "bounded_int_add", "bounded_int_sub":
            let (left, right) = try arguments.twoTypes()
            let a = try types.range(of: left), b = try types.range(of: right)
            let isSum = name == "bounded_int_add"
            let result = try types.boundedInteger(
                isSum ? a.lower + b.lower : a.lower - b.last, isSum ? a.last + b.last : a.last - b.lower)
            return Libfunc(
                isSum ? .add : .subtract, [left, right], LibfuncBranch([.expression(result)], keepsStack: true))
        case "bounded_int_mul": return try boundedProduct()
        case "bounded_int_div_rem": return try boundedDivision()
        case "bounded_int_constrain": return try boundedConstrain()
        case "bounded_int_trim_min", "bounded_int_trim_max": return try boundedTrim()
        case "bounded_int_is_zero":
            let type = try argument()
            let range = try types.range(of: type)
            guard !range.lower.isPositive, range.upper.isPositive else { throw .unsupportedArgument }
            return try isZero(type)
        case "bounded_int_wrap_non_zero":
            let type = try argument()
            let range = try types.range(of: type)
            guard range.lower.isPositive || !range.upper.isPositive, range.upper <= .prime, range.lower > -.prime else {
                throw .unsupportedArgument
            }
            return .reinterpret(type, as: try types.nonZero(type))
        case "upcast":
            let (from, to) = try arguments.twoTypes()
            let a = try types.range(of: from), b = try types.range(of: to)
            guard b.lower <= a.lower, a.upper <= b.upper else { throw .unsupportedArgument }
            return .reinterpret(from, as: to)
        case "downcast": return try downcast()
        default: return nil
        }
    }

    /// The range of a type, and whether it is one known not to be zero.
    private func rangeInside(_ type: TypeID) throws(SpecializationError) -> (IntegerRange, isNonZero: Bool) {
        let made = try types.checked(type)
        if made.name == "NonZero", case .wrapper(let inner) = made.kind { return (try types.range(of: inner), true) }
        return (try types.range(of: type), false)
    }

    private func boundedProduct() throws(SpecializationError) -> Libfunc {
        let (left, right) = try arguments.twoTypes()
        let (a, isNonZero) = try rangeInside(left), (b, isNonZeroToo) = try rangeInside(right)
        guard isNonZero == isNonZeroToo else { throw .unsupportedArgument }
        var low: SierraInteger?, high: SierraInteger?
        for x in [a.lower, a.last] {
            for y in [b.lower, b.last] {
                guard let product = x.times(y) else { throw .undeclaredType }
                low = min(low ?? product, product)
                high = max(high ?? product, product)
            }
        }
        var result = try types.boundedInteger(low ?? 0, high ?? 0)
        if isNonZero { result = try types.nonZero(result) }
        return Libfunc(.multiply, [left, right], LibfuncBranch([.expression(result)], keepsStack: true))
    }

    private func boundedDivision() throws(SpecializationError) -> Libfunc {
        let (left, right) = try arguments.twoTypes()
        let a = try types.range(of: left), b = try types.range(of: right)
        guard !a.lower.isNegative, !b.lower.isNegative, let method = BoundedDivision(a, by: b), b.upper >= 2 else {
            throw .unsupportedArgument
        }
        let quotient = try types.boundedInteger(
            a.lower.divided(by: b.last).quotient, a.last.divided(by: max(b.lower, 1)).quotient)
        let rangeCheck = try rangeCheck
        let (steps, checks, ap) =
            switch method {
            case .smallDivisor: (7, 3, 5)
            case .smallQuotient: (9, 4, 6)
            case .smallDividend: (11, 4, 7)
            }
        return Libfunc(
            .divide128(a, by: b), [rangeCheck, left, try types.nonZero(right)],
            LibfuncBranch(
                [
                    .expression(rangeCheck), .expression(quotient),
                    .expression(try types.boundedInteger(0, b.upper - 2)),
                ], steps: steps, rangeChecks: checks, ap: ap))
    }

    private func boundedConstrain() throws(SpecializationError) -> Libfunc {
        let (type, boundary) = try arguments.typeAndValue()
        let (range, isNonZero) = try rangeInside(type)
        guard range.lower < boundary, boundary < range.upper else { throw .unsupportedArgument }
        let low = IntegerRange(range.lower, to: boundary), high = IntegerRange(boundary, to: range.upper)
        guard low.isSmall, high.isSmall else { throw .unsupportedArgument }
        let rangeCheck = try rangeCheck
        func outputs(_ part: IntegerRange) throws(SpecializationError) -> [LibfuncOutput] {
            let result = try types.boundedInteger(part.lower, part.last)
            return [.expression(rangeCheck), .same(isNonZero ? try types.nonZero(result) : result, as: 1)]
        }
        let below = boundary == .u128Bound ? 0 : 1, above = boundary.isZero ? 0 : 1
        return Libfunc(
            .constrain(boundary), [rangeCheck, type],
            branches: [
                LibfuncBranch(try outputs(low), steps: 2 + below, rangeChecks: 1, ap: 1 + below),
                LibfuncBranch(try outputs(high), steps: 3 + above, rangeChecks: 1, ap: 1 + above),
            ])
    }

    /// Whether the value is the first or last of its range, and the value in the range without it.
    private func boundedTrim() throws(SpecializationError) -> Libfunc {
        let type = try argument()
        let range = try types.range(of: type)
        let isMax = name == "bounded_int_trim_max"
        let trimmed = isMax ? range.last : range.lower
        let result = try types.boundedInteger(
            isMax ? range.lower : range.lower + 1, isMax ? range.last - 1 : range.last)
        let more = trimmed.isZero ? 0 : 1
        return Libfunc(
            .trim(trimmed), [type],
            branches: [
                LibfuncBranch([], keepsStack: more == 0, steps: 1 + more, ap: more),
                LibfuncBranch([.same(result, as: 0)], keepsStack: more == 0, steps: 1 + more, ap: more),
            ])
    }

    private func downcast() throws(SpecializationError) -> Libfunc {
        let (from, to) = try arguments.twoTypes()
        let source = try types.range(of: from)
        guard let target = try types.range(of: to).intersection(source), target.isSmall else {
            throw .unsupportedArgument
        }
        let rest = SierraInteger.prime.divided(by: .u128Bound - 1).remainder
        guard source.isSmall || source.isWholeField && target.size < rest else { throw .unsupportedArgument }
        let kind =
            from == to && source.lower.isZero
            ? CastKind(above: true, below: false)
            : CastKind(above: target.upper < source.upper, below: target.lower > source.lower)
        let low = target.lower.isZero ? 0 : 1, high = target.upper.isZero ? 0 : 1
        // Steps, range checks and cells of success and failure.
        var success = (0, 0, 0), failure = (0, 0, 0)
        if source.isWholeField {
            let fix = low + (target.upper == .u128Bound ? 0 : 1)
            (success, failure) = ((fix + 3, 2, fix + 1), (high + 9, 3, high + 6))
        } else {
            switch (kind.above, kind.below) {
            case (false, false): break
            case (true, false): (success, failure) = ((3, 1, 2), (3 + high, 1, 1 + high))
            case (false, true): (success, failure) = ((2 + low, 1, 1 + low), (4, 1, 2))
            case (true, true): (success, failure) = ((4 + low, 2, 2 + low), (5, 1, 3))
            }
        }
        let rangeCheck = try rangeCheck
        return Libfunc(
            source.isWholeField ? .reduceFelt(target) : .downcast(source, to: target, kind), [rangeCheck, from],
            branches: [
                LibfuncBranch(
                    [.expression(rangeCheck), .same(to, as: 1)], steps: success.0, rangeChecks: success.1, ap: success.2
                ),
                LibfuncBranch([.expression(rangeCheck)], steps: failure.0, rangeChecks: failure.1, ap: failure.2),
            ])
    }
}

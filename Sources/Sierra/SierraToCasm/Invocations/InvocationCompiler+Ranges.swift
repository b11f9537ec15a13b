import CasmModel
import SierraModel

/// Integers of any range: division, conversion between ranges, and into them from felts.
extension InvocationCompiler {
    func ranges() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .divide128(let dividend, let divisor): return try divide(dividend, by: divisor)
        case .constrain(let boundary): return try constrain(boundary)
        case .trim(let value):
            var c = CodeBuilder()
            let number = c.cell(try single(0))
            let trimmed = c.constant(value)
            let difference = c.stored(number - trimmed)
            let target = c.label()
            c.jump(target, ifNotZero: difference)
            return try finish(c, [Exit(nil, []), Exit(target, [[number]])])
        case .downcast(_, let target, let kind): return try downcast(target, kind)
        case .reduceFelt(let range): return try reduceFelt(range)
        case .felt(let bits): return try feltOfBits(bits)
        default: return try storageBase()
        }
    }

    private func divide(_ dividend: IntegerRange, by divisor: IntegerRange) throws(CompilationError) -> Output {
        guard let method = BoundedDivision(dividend, by: divisor) else { throw invalid }
        var c = CodeBuilder()
        var isSmallDivisor = false, isSmallDividend = false
        switch method {
        case .smallDivisor: isSmallDivisor = true
        case .smallQuotient: break
        case .smallDividend: isSmallDividend = true
        }
        let rangeCheck = c.buffer(try single(0), reach: isSmallDivisor ? 2 : 3)
        let (a, b) = (c.cell(try single(1)), c.cell(try single(2)))
        let remainderPlusOne = c.temporary()
        let difference = c.temporary()
        let isSmall = isSmallDividend ? c.temporary() : difference
        let bounded = isSmallDivisor ? difference : c.temporary()
        let product = c.temporary()
        let quotient = c.temporary()
        let remainder = c.temporary()
        c.divide(a, by: b, quotient: quotient, remainder: remainder)
        if !isSmallDivisor { c.write(quotient, to: rangeCheck) }
        c.write(remainder, to: rangeCheck)
        let one = c.constant(1)
        c.assert(remainderPlusOne, remainder + one)
        c.assert(difference, b - remainderPlusOne)
        c.write(difference, to: rangeCheck)
        switch method {
        case .smallDivisor: c.write(quotient, to: rangeCheck)
        case .smallQuotient(let bound):
            let fixer = c.constant(.u128Bound - bound)
            c.assert(bounded, quotient + fixer)
            c.write(bounded, to: rangeCheck)
        case .smallDividend(let root):
            let limit = c.constant(root)
            c.test(quotient, lessThan: limit, into: isSmall)
            let fixer = c.constant(.u128Bound - root)
            let small = c.label(), verify = c.label()
            c.jump(small, ifNotZero: isSmall)
            c.assert(bounded, b + fixer)
            c.jump(verify)
            c.place(small)
            c.assert(bounded, quotient + fixer)
            c.place(verify)
            c.write(bounded, to: rangeCheck)
        }
        c.assert(product, b * quotient)
        c.assert(a, product + remainder)
        return try finish(c, [[rangeCheck], [quotient], [remainder]])
    }

    private func constrain(_ boundary: SierraInteger) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 1)
        let value = c.cell(try single(1))
        let fixer = c.constant(.u128Bound - boundary)
        let bound = c.constant(.u128Bound)
        let minusBoundary = c.constant(-boundary)
        let isUnder = c.temporary()
        let canonical = c.define(value + minusBoundary)
        c.hint(.testLessThanOrEqual(lhs: c.input(bound), rhs: c.input(canonical), dst: c.output(isUnder)))
        let under = c.label(), over = c.label()
        c.jump(under, ifNotZero: isUnder)
        let above = c.stored(.variable(canonical))
        c.write(above, to: rangeCheck)
        c.jump(over)
        c.place(under)
        let below = c.stored(value + fixer)
        c.write(below, to: rangeCheck)
        return try finish(c, [Exit(nil, [[rangeCheck], [value]]), Exit(over, [[rangeCheck], [value]])])
    }

    private func downcast(_ range: IntegerRange, _ kind: CastKind) throws(CompilationError) -> Output {
        guard kind.above || kind.below else {
            let rangeCheck = [try single(0)]
            return Output(results: [[rangeCheck, [try single(1)]], [rangeCheck]])
        }
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 1)
        let value = c.cell(try single(1))
        let failure = c.label()
        if kind.above && kind.below {
            c.narrowBothSides(value, range, rangeCheck, failure)
        } else {
            c.narrow(value, kind.above ? range.upper : range.lower, isAbove: kind.above, rangeCheck, failure)
        }
        return try finish(c, [Exit(nil, [[rangeCheck], [value]]), Exit(failure, [[rangeCheck]])])
    }

    /// A felt as a number of a range of at most 2^128 values: its distance from the range is checked where it is
    /// outside.
    private func reduceFelt(_ range: IntegerRange) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 0)
        let value = c.cell(try single(1))
        let size = c.constant(range.size)
        let minusLower = c.constant(-range.lower)
        let upper = c.constant(range.upper)
        let canonical = c.define(value + minusLower)
        let isInside = c.temporary()
        c.test(canonical, lessThan: size, into: isInside)
        let inside = c.label(), outside = c.label()
        c.jump(inside, ifNotZero: isInside)
        let validated = c.stored(value - upper)
        let auxiliary = (0..<5).map { _ in c.temporary() }
        c.checkBelow2(.prime - range.size, validated, rangeCheck, auxiliary, done: outside)
        c.place(inside)
        let shifted = c.stored(value + minusLower)
        c.write(shifted, to: rangeCheck)
        if range.size < .u128Bound {
            let fixer = c.constant(.u128Bound - range.upper)
            let fixed = c.stored(value + fixer)
            c.write(fixed, to: rangeCheck)
        }
        return try finish(c, [Exit(nil, [[rangeCheck], [value]]), Exit(outside, [[rangeCheck]])])
    }

    private func feltOfBits(_ bits: Int) throws(CompilationError) -> Output {
        let bound = SierraInteger.powerOfTwo(bits)
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 2)
        let value = c.cell(try single(1))
        let auxiliary = (0..<4).map { _ in c.temporary() }
        let limit = c.constant(bound)
        let isValid = c.temporary()
        c.test(value, lessThan: limit, into: isValid)
        let valid = c.label(), failure = c.label()
        c.jump(valid, ifNotZero: isValid)
        let beyond = c.temporary(value - limit)
        c.checkBelow1(.prime - bound, beyond, rangeCheck, auxiliary)
        c.jump(failure)
        c.place(valid)
        c.checkBelow1(bound, value, rangeCheck, auxiliary)
        return try finish(c, [Exit(nil, [[rangeCheck], [value]]), Exit(failure, [[rangeCheck]])])
    }

    /// A felt reduced to the addresses that leave room for offsets.
    private func storageBase() throws(CompilationError) -> Output {
        let bound = SierraInteger.powerOfTwo(251) - 256
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 2)
        let address = c.cell(try single(1))
        let auxiliary = (0..<5).map { _ in c.temporary() }
        let limit = c.constant(bound)
        let isSmall = c.temporary()
        let result = c.temporary()
        c.test(address, lessThan: limit, into: isSmall)
        let small = c.label(), done = c.label()
        c.jump(small, ifNotZero: isSmall)
        c.assert(result, address - limit)
        c.checkBelow1(.prime - bound, result, rangeCheck, Array(auxiliary.prefix(4)))
        c.jump(done)
        c.place(small)
        c.assert(result, address)
        c.checkBelow2(bound, result, rangeCheck, auxiliary, done: done)
        c.place(done)
        return try finish(c, [[rangeCheck], [result]])
    }
}

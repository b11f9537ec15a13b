import CasmModel
import SierraModel

/// Integers of 256 and 512 bits, in words of 128.
extension InvocationCompiler {
    func longIntegers() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .isZero256:
            var c = CodeBuilder()
            let value = try cells(0, 2).map { c.cell($0) }
            let target = c.label()
            c.jump(target, ifNotZero: value[0])
            c.jump(target, ifNotZero: value[1])
            return try finish(c, [Exit(nil, []), Exit(target, [value])])
        case .divide256: return try divide256()
        case .squareRoot256: return try squareRoot256()
        case .inverse256: return try inverse256()
        default: return try divide512()
        }
    }

    private func divide256() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 5)
        let dividend = try cells(1, 2).map { c.cell($0) }
        let divisor = try cells(2, 2).map { c.cell($0) }
        let quotient = [c.temporary(), c.temporary()]
        let remainder = [c.temporary(), c.temporary()]
        c.hint(
            .uint256DivMod(
                dividend: c.inputs(dividend[0], dividend[1]), divisor: c.inputs(divisor[0], divisor[1]),
                quotient: c.outputs(quotient[0], quotient[1]), remainder: c.outputs(remainder[0], remainder[1])))
        for word in quotient + remainder { c.write(word, to: rangeCheck) }
        c.checkLess(remainder, divisor, rangeCheck, skipping: nil)
        let product = c.wideProduct(quotient[0], divisor[0])
        let leftover = c.carryBit([product.low, remainder[0]], minus: [dividend[0]])
        c.fallingProduct(quotient[0], quotient[1], divisor, rangeCheck) { c, large in
            let sum = c.temporary(leftover + product.high)
            let total = c.temporary(sum + remainder[1])
            c.assert(dividend[1], total + large)
        }
        return try finish(
            c, [[rangeCheck], quotient, remainder, [quotient[0], divisor[0], product.high, product.low]])
    }

    private func divide512() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 9)
        let dividend = try cells(1, 4).map { c.cell($0) }
        let divisor = try cells(2, 2).map { c.cell($0) }
        let quotient = (0..<4).map { _ in c.temporary() }
        let remainder = [c.temporary(), c.temporary()]
        c.hint(
            .uint512DivModByUint256(
                dividendLow: c.inputs(dividend[0], dividend[1]), dividendHigh: c.inputs(dividend[2], dividend[3]),
                divisor: c.inputs(divisor[0], divisor[1]), quotientLow: c.outputs(quotient[0], quotient[1]),
                quotientHigh: c.outputs(quotient[2], quotient[3]), remainder: c.outputs(remainder[0], remainder[1])))
        for word in quotient + remainder { c.write(word, to: rangeCheck) }
        c.checkLess(remainder, divisor, rangeCheck, skipping: 12)
        let q0d0 = c.wideProduct(quotient[0], divisor[0])
        let q1d0 = c.wideProduct(quotient[1], divisor[0])
        let q0d1 = c.wideProduct(quotient[0], divisor[1])
        let q1d1 = c.wideProduct(quotient[1], divisor[1])
        let q2d0 = c.wideProduct(quotient[2], divisor[0])
        var leftover = c.carryBit([q0d0.low, remainder[0]], minus: [dividend[0]])
        leftover = c.carry([leftover, q0d0.high, q1d0.low, q0d1.low, remainder[1]], minus: [dividend[1]])
        c.checkSmall(leftover, rangeCheck)
        leftover = c.carry([leftover, q1d0.high, q0d1.high, q1d1.low, q2d0.low], minus: [dividend[2]])
        c.checkSmall(leftover, rangeCheck)
        c.fallingProduct(quotient[2], quotient[3], divisor, rangeCheck) { c, large in
            let sum = c.temporary(leftover + q2d0.high)
            let total = c.temporary(sum + q1d1.high)
            c.assert(dividend[3], total + large)
        }
        return try finish(
            c,
            [
                [rangeCheck], quotient, remainder, [quotient[0], divisor[0], q0d0.high, q0d0.low],
                [quotient[0], divisor[1], q0d1.high, q0d1.low], [quotient[1], divisor[0], q1d0.high, q1d0.low],
                [quotient[1], divisor[1], q1d1.high, q1d1.low], [quotient[2], divisor[0], q2d0.high, q2d0.low],
            ])
    }

    private func squareRoot256() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 6)
        let value = try cells(1, 2).map { c.cell($0) }
        let half = c.constant(.powerOfTwo(64))
        let word = c.constant(.u128Bound)
        let sumFixer = c.constant(.u128Bound - .powerOfTwo(65))
        let middle = c.constant(.powerOfTwo(127))
        let root = [c.temporary(), c.temporary()]
        let remainder = [c.temporary(), c.temporary()]
        let reaches = c.temporary()
        c.hint(
            .uint256SquareRoot(
                value: c.inputs(value[0], value[1]), root: c.outputs(root[0], root[1]),
                remainder: c.outputs(remainder[0], remainder[1]),
                rootDoubledMinusRemainderReaches128: c.output(reaches)))
        c.write(root[0], to: rangeCheck)
        c.write(root[1], to: rangeCheck)
        let sum = c.temporary(root[0] + root[1])
        let fixedSum = c.temporary(sum + sumFixer)
        c.write(fixedSum, to: rangeCheck)
        c.write(remainder[0], to: rangeCheck)
        c.assert(remainder[1], remainder[1] * remainder[1])
        let square0 = c.temporary(root[0] * root[0])
        let low0 = c.temporary(remainder[0] + square0)
        let low1 = c.temporary(low0 - value[0])
        let carry0 = c.temporary(low1 / half)
        let shifted = c.temporary(carry0 + middle)
        c.write(shifted, to: rangeCheck)
        let cross = c.temporary(root[0] * root[1])
        let mid0 = c.temporary(carry0 + cross)
        let mid1 = c.temporary(mid0 + cross)
        let carry1 = c.temporary(mid1 / half)
        c.write(carry1, to: rangeCheck)
        let high = c.temporary(carry1 + remainder[1])
        let square1 = c.temporary(root[1] * root[1])
        c.assert(value[1], high + square1)
        let shiftedRoot = c.temporary(root[1] * half)
        let result = c.temporary(root[0] + shiftedRoot)
        let shiftedRemainder = c.temporary(remainder[1] * word)
        let rest = c.temporary(remainder[0] + shiftedRemainder)
        let twice = c.temporary(result + result)
        let difference = c.temporary(twice - rest)
        let fixed = c.temporary()
        let long = c.label(), done = c.label()
        c.jump(long, ifNotZero: reaches)
        c.write(difference, to: rangeCheck)
        c.jump(done)
        c.place(long)
        c.assert(fixed, difference - word)
        c.write(fixed, to: rangeCheck)
        c.place(done)
        return try finish(c, [[rangeCheck], [result]])
    }
}

extension CodeBuilder {
    mutating func inputs(_ low: Variable, _ high: Variable) -> Pair<HintOperand> { Pair(input(low), input(high)) }

    mutating func outputs(_ low: Variable, _ high: Variable) -> Pair<CellReference> { Pair(output(low), output(high)) }

    /// The words of a product, which a guarantee proves later.
    mutating func wideProduct(_ a: Variable, _ b: Variable) -> (low: Variable, high: Variable) {
        let low = temporary()
        let high = temporary()
        hint(.wideMul128(lhs: input(a), rhs: input(b), high: output(high), low: output(low)))
        return (low, high)
    }

    /// The first number is below the second: its high word is smaller, or equal and the low one smaller. `skipping`
    /// cells are kept free before; where nil, one is on the way of the high words.
    mutating func checkLess(
        _ a: [Variable], _ b: [Variable], _ rangeCheck: Variable, skipping cells: Int?
    ) {
        let one = constant(1)
        let highDifference = temporary(b[1] - a[1])
        if let cells { addAp(cells) }
        let lowDifference = temporary()
        let lowMinusOne = temporary()
        let high = label(), after = label()
        jump(high, ifNotZero: highDifference)
        assert(lowDifference, b[0] - a[0])
        assert(lowMinusOne, lowDifference - one)
        write(lowMinusOne, to: rangeCheck)
        jump(after)
        place(high)
        if cells == nil { addAp(1) }
        write(highDifference, to: rangeCheck)
        place(after)
    }

    /// `(sum - other) / 2^128`, term by term.
    mutating func carry(_ terms: [Variable], minus others: [Variable]) -> Variable {
        var total = terms[0]
        for term in terms.dropFirst() { total = temporary(total + term) }
        for other in others { total = temporary(total - other) }
        let word = constant(.u128Bound)
        return temporary(total / word)
    }

    /// A carry of zero or one.
    mutating func carryBit(_ terms: [Variable], minus others: [Variable]) -> Variable {
        let bit = carry(terms, minus: others)
        assert(bit, bit * bit)
        return bit
    }

    /// A carry of at most three.
    mutating func checkSmall(_ value: Variable, _ rangeCheck: Variable) {
        write(value, to: rangeCheck)
        let fixer = constant(.u128Bound - 4)
        let fixed = temporary(value + fixer)
        write(fixed, to: rangeCheck)
    }

    /// The product of the quotient's top word and the divisor's, of which one is zero or small: either the top word is
    /// zero and the next one meets the divisor's high word, or the divisor's high word is zero. `body` uses the
    /// product.
    mutating func fallingProduct(
        _ low: Variable, _ high: Variable, _ divisor: [Variable], _ rangeCheck: Variable,
        _ body: (inout CodeBuilder, Variable) -> Void
    ) {
        let zero = constant(0)
        let small = temporary()
        let large = temporary()
        let noHighDivisor = label(), lowIsLess = label(), highIsLess = label(), merge = label()
        jump(noHighDivisor, ifNotZero: high)
        let isLess = temporary()
        test(low, lessThan: divisor[1], into: isLess)
        jump(lowIsLess, ifNotZero: isLess)
        assert(small, divisor[1])
        assert(large, low)
        jump(merge)
        place(lowIsLess)
        assert(small, low)
        assert(large, divisor[1])
        jump(merge)
        place(noHighDivisor)
        assert(divisor[1], zero)
        let isLessToo = temporary()
        test(high, lessThan: divisor[0], into: isLessToo)
        jump(highIsLess, ifNotZero: isLessToo)
        assert(small, divisor[0])
        assert(large, high)
        jump(merge)
        place(highIsLess)
        assert(small, high)
        assert(large, divisor[0])
        place(merge)
        let fixer = constant(.u128Bound - .powerOfTwo(64))
        let fixed = temporary(small + fixer)
        write(fixed, to: rangeCheck)
        let product = temporary(small * large)
        body(&self, product)
    }
}

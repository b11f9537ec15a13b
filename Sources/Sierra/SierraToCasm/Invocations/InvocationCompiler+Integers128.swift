import CasmModel
import SierraModel

/// What only integers of 128 bits have.
extension InvocationCompiler {
    func integers128() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .guaranteeProduct:
            var c = CodeBuilder()
            let (a, b) = (c.cell(try single(0)), c.cell(try single(1)))
            let high = c.temporary()
            let low = c.temporary()
            c.hint(.wideMul128(lhs: c.input(a), rhs: c.input(b), high: c.output(high), low: c.output(low)))
            c.addAp(2)
            return try finish(c, [[high], [low], [a, b, high, low]])
        case .verifyProduct: return try verifyProduct()
        case .splitFelt: return try splitFelt()
        default: return try reverseBytes()
        }
    }

    /// Proves a product of two words word by half word.
    private func verifyProduct() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 8)
        let guarantee = try cells(1, 4)
        let (a, b) = (c.cell(guarantee[0]), c.cell(guarantee[1]))
        let (high, low) = (c.cell(guarantee[2]), c.cell(guarantee[3]))
        let a0 = c.temporary()
        let a1 = c.temporary()
        let half = c.constant(.powerOfTwo(64))
        c.divide(a, by: half, quotient: a1, remainder: a0)
        let halfFixer = c.constant(.u128Bound - .powerOfTwo(64))
        let fixedA0 = c.temporary(a0 + halfFixer)
        c.write(fixedA0, to: rangeCheck)
        c.write(a0, to: rangeCheck)
        c.write(a1, to: rangeCheck)
        let shiftedA1 = c.temporary(a1 * half)
        c.assert(a, shiftedA1 + a0)
        let a0b = c.temporary(a0 * b)
        let a1b = c.temporary(a1 * b)
        let upper = c.temporary()
        let bottom = c.temporary()
        c.divide(a1b, by: half, quotient: upper, remainder: bottom)
        let fixedBottom = c.temporary(bottom + halfFixer)
        c.write(fixedBottom, to: rangeCheck)
        c.write(bottom, to: rangeCheck)
        c.write(upper, to: rangeCheck)
        let shiftedUpper = c.temporary(upper * half)
        c.assert(a1b, shiftedUpper + bottom)
        let shiftedBottom = c.temporary(bottom * half)
        let carry = c.temporary()
        let fixedCarry = c.temporary()
        let shiftedCarry = c.temporary()
        let lower = c.temporary()
        c.assert(lower, a0b + shiftedBottom)
        let word = c.constant(.u128Bound)
        c.divide(lower, by: word, quotient: carry, remainder: low)
        let carryFixer = c.constant(.u128Bound - .powerOfTwo(65))
        c.assert(fixedCarry, carry + carryFixer)
        c.write(fixedCarry, to: rangeCheck)
        c.write(carry, to: rangeCheck)
        c.write(low, to: rangeCheck)
        c.assert(shiftedCarry, carry * word)
        c.assert(lower, shiftedCarry + low)
        c.assert(high, upper + carry)
        return try finish(c, [[rangeCheck]])
    }

    /// A felt as one word, or as two that are below the prime together.
    private func splitFelt() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 3)
        let value = c.cell(try single(1))
        let isShort = c.temporary()
        let word = c.constant(.u128Bound)
        c.hint(.testLessThan(lhs: c.input(value), rhs: c.input(word), dst: c.output(isShort)))
        let short = c.label(), notTop = c.label(), check = c.label(), long = c.label()
        c.jump(short, ifNotZero: isShort)
        let shifted = c.temporary()
        let highMinusTop = c.temporary()
        let checked = c.temporary()
        let high = c.temporary()
        let low = c.temporary()
        c.divide(value, by: word, quotient: high, remainder: low)
        c.write(high, to: rangeCheck)
        c.write(low, to: rangeCheck)
        c.assert(shifted, high * word)
        c.assert(value, shifted + low)
        // The largest felt is `top` times 2^128.
        let top = SierraInteger.prime.divided(by: .u128Bound).quotient
        let minusTop = c.constant(-top)
        c.assert(highMinusTop, high + minusTop)
        c.jump(notTop, ifNotZero: highMinusTop)
        let onlyZero = c.constant(.u128Bound - 1)
        c.assert(checked, low + onlyZero)
        c.jump(check)
        c.place(notTop)
        let belowTop = c.constant(.u128Bound - top)
        c.assert(checked, high + belowTop)
        c.place(check)
        c.write(checked, to: rangeCheck)
        c.jump(long, ifNotZero: high)
        c.fail()
        c.place(short)
        c.write(value, to: rangeCheck)
        return try finish(c, [Exit(nil, [[rangeCheck], [value]]), Exit(long, [[rangeCheck], [high], [low]])])
    }

    /// Swaps neighbouring bytes, pairs, quadruples and halves, each by masking one and moving it up; the sum has moved
    /// up as a whole and is moved down by a field product at the end.
    private func reverseBytes() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        var value = c.cell(try single(1))
        let builtin = c.buffer(try single(0), reach: 20)
        let masks: [UInt128] = [
            0x00ff_00ff_00ff_00ff_00ff_00ff_00ff_00ff, 0x00ff_ff00_00ff_ff00_00ff_ff00_00ff_ff00,
            0x00ff_ffff_ff00_0000_00ff_ffff_ff00_0000, 0x00ff_ffff_ffff_ffff_ff00_0000_0000_0000,
        ]
        var shiftBits = 16
        for bits in masks {
            c.write(value, to: builtin)
            let constant = c.constant(SierraInteger(bits))
            let shift = c.constant(.powerOfTwo(shiftBits) - 1)
            let mask = c.temporary(constant)
            c.write(mask, to: builtin)
            let and = c.load(builtin)
            _ = c.read(builtin)
            _ = c.read(builtin)
            let moved = c.temporary(and * shift)
            value = c.temporary(value + moved)
            shiftBits *= 2
        }
        // The inverse of 2^120, which divides the prime less one.
        let inverse = c.constant(-(SierraInteger.prime - 1).divided(by: .powerOfTwo(120)).quotient)
        let result = c.define(value * inverse)
        return try finish(c, [[builtin], [result]])
    }
}

extension CodeBuilder {
    /// A hint that divides.
    mutating func divide(_ value: Variable, by divisor: Variable, quotient: Variable, remainder: Variable) {
        hint(
            .divMod(
                lhs: input(value), rhs: input(divisor), quotient: output(quotient), remainder: output(remainder)))
    }

    /// A hint that compares.
    mutating func test(_ a: Variable, lessThan b: Variable, into result: Variable) {
        hint(.testLessThan(lhs: input(a), rhs: input(b), dst: output(result)))
    }
}

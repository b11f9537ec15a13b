import CasmModel
import SierraModel

extension InvocationCompiler {
    /// The inverse of `b` modulo `n`, or a proof that there is none: a common factor `g`, which is not one unless `n`
    /// is.
    func inverse256() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 6)
        let b = try cells(1, 2).map { c.cell($0) }
        let n = try cells(2, 2).map { c.cell($0) }
        let g = [c.temporary(), c.temporary()]
        let s = [c.temporary(), c.temporary()]
        let t = [c.temporary(), c.temporary()]
        c.hint(
            .u256InvModN(
                b: c.inputs(b[0], b[1]), n: c.inputs(n[0], n[1]), gOrNoInverse: c.outputs(g[0], g[1]),
                sOrR: c.outputs(s[0], s[1]), tOrK: c.outputs(t[0], t[1])))
        let noInverse = c.label(), done = c.label(), failure = c.label()
        c.jump(noInverse, ifNotZero: g[0])
        let guarantees = c.proveInverse(s, of: b, modulo: n, quotient: t, rangeCheck)
        c.jump(done)
        c.place(noInverse)
        let (bProduct, nProduct) = c.proveCommonFactor(g, b, s, n, t, rangeCheck)
        c.jump(failure)
        c.place(done)
        return try finish(
            c,
            [
                Exit(nil, [[rangeCheck], s] + guarantees),
                Exit(failure, [[rangeCheck], [g[0], s[0], bProduct, b[0]], [g[0], t[0], nProduct, n[0]]]),
            ])
    }
}

extension CodeBuilder {
    /// `r * b = k * n + 1` word by word, and `r` is below `n`. The products are guaranteed.
    fileprivate mutating func proveInverse(
        _ r: [Variable], of b: [Variable], modulo n: [Variable], quotient k: [Variable], _ rangeCheck: Variable
    ) -> [[Variable]] {
        for word in r + k { write(word, to: rangeCheck) }
        checkLess(r, n, rangeCheck, skipping: 18)
        var pairs: [(Variable, Variable)] = []
        for x in r { for y in b { pairs.append((x, y)) } }
        for x in n { for y in k { pairs.append((x, y)) } }
        let products = pairs.map { wideProduct($0.0, $0.1) }
        let (r0b0, r0b1, r1b0, r1b1) = (products[0], products[1], products[2], products[3])
        let (n0k0, n0k1, n1k0, n1k1) = (products[4], products[5], products[6], products[7])
        let one = constant(1)
        var leftover = carryBit([n0k0.low, one], minus: [r0b0.low])
        leftover = carry([n0k0.high, leftover, n0k1.low, n1k0.low], minus: [r0b0.high, r0b1.low, r1b0.low])
        checkSigned16(leftover, rangeCheck)
        leftover = carry([n0k1.high, leftover, n1k0.high, n1k1.low], minus: [r1b0.high, r0b1.high, r1b1.low])
        checkSigned16(leftover, rangeCheck)
        assert(r1b1.high, n1k1.high + leftover)
        return zip(pairs, products).map { [$0.0, $0.1, $1.high, $1.low] }
    }

    /// A carry from -2^15 up to 2^15.
    private mutating func checkSigned16(_ value: Variable, _ rangeCheck: Variable) {
        let lower = constant(-.powerOfTwo(15))
        let above = temporary(value - lower)
        write(above, to: rangeCheck)
        let fixer = constant(.u128Bound - .powerOfTwo(15))
        let below = temporary(value + fixer)
        write(below, to: rangeCheck)
    }

    /// `g * s = b` and `g * t = n`. Returns the high words of the products of low words.
    fileprivate mutating func proveCommonFactor(
        _ g: [Variable], _ b: [Variable], _ s: [Variable], _ n: [Variable], _ t: [Variable], _ rangeCheck: Variable
    ) -> (Variable, Variable) {
        let zero = constant(0), one = constant(1), half = constant(.powerOfTwo(64))
        for word in g + s + t { write(word, to: rangeCheck) }
        let gMinusOne = temporary()
        let valid = label()
        jump(valid, ifNotZero: g[1])
        assert(gMinusOne, g[0] - one)
        jump(valid, ifNotZero: gMinusOne)
        assert(n[1], zero)
        assert(n[0], one)
        place(valid)
        let bHigh = temporary()
        hint(.wideMul128(lhs: input(g[0]), rhs: input(s[0]), high: output(bHigh), low: output(b[0])))
        let nHigh = temporary()
        hint(.wideMul128(lhs: input(g[0]), rhs: input(t[0]), high: output(nHigh), low: output(n[0])))
        let bCross = temporary()
        let nCross = temporary()
        let smalls = temporary()
        let highFactor = label(), lowIsSmall = label(), highIsSmall = label(), merge = label()
        jump(highFactor, ifNotZero: g[1])
        assert(bCross, s[1] * g[0])
        assert(nCross, t[1] * g[0])
        let isSmall = temporary()
        test(g[0], lessThan: half, into: isSmall)
        jump(lowIsSmall, ifNotZero: isSmall)
        assert(smalls, s[1] + t[1])
        jump(merge)
        place(lowIsSmall)
        assert(smalls, g[0])
        jump(merge)
        place(highFactor)
        assert(bCross, s[0] * g[1])
        assert(nCross, t[0] * g[1])
        assert(s[1], zero)
        assert(t[1], zero)
        let isSmallToo = temporary()
        test(g[1], lessThan: half, into: isSmallToo)
        jump(highIsSmall, ifNotZero: isSmallToo)
        assert(smalls, s[0] + t[0])
        jump(merge)
        place(highIsSmall)
        assert(smalls, g[1])
        place(merge)
        let fixer = constant(.u128Bound - .powerOfTwo(65))
        let fixed = temporary(smalls + fixer)
        write(fixed, to: rangeCheck)
        assert(b[1], bCross + bHigh)
        assert(n[1], nCross + nHigh)
        return (bHigh, nHigh)
    }
}

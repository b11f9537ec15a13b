import CasmModel
import SierraModel

/// Integers of up to 128 bits.
extension InvocationCompiler {
    func integers() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .addUnsigned(let width): return try width == .u128 ? addWords() : addUnsigned(width.range.upper)
        case .difference(let limit): return try difference(limit)
        case .createReserve: return try difference(.u128Bound)
        case .addSigned(let width): return try signed(width.range, isSum: true)
        case .subtractSigned(let width): return try signed(width.range, isSum: false)
        case .squareRoot: return try squareRoot()
        case .newRange: return try newRange()
        case .popRange:
            var c = CodeBuilder()
            let cells = try cells(0, 2)
            let (start, end) = (c.cell(cells[0]), c.cell(cells[1]))
            let one = c.constant(1)
            let next = c.define(start + one)
            let isNotEmpty = c.temporary(end - start)
            let notEmpty = c.label()
            c.jump(notEmpty, ifNotZero: isNotEmpty)
            return try finish(c, [Exit(nil, []), Exit(notEmpty, [[next, end], [start]])])
        default:
            var c = CodeBuilder()
            let (x, y) = (c.cell(try single(1)), c.cell(try single(2)))
            let builtin = c.buffer(try single(0), reach: 4)
            c.write(x, to: builtin)
            c.write(y, to: builtin)
            let and = c.read(builtin)
            let xor = c.read(builtin)
            let or = c.read(builtin)
            return try finish(c, [[builtin], [and], [xor], [or]])
        }
    }

    private func addWords() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 0)
        let (a, b) = (c.cell(try single(1)), c.cell(try single(2)))
        let fits = c.temporary()
        let sum = c.temporary(a + b)
        let limit = c.constant(.u128Bound)
        c.hint(.testLessThan(lhs: c.input(sum), rhs: c.input(limit), dst: c.output(fits)))
        let noOverflow = c.label(), overflow = c.label()
        c.jump(noOverflow, ifNotZero: fits)
        let wrapped = c.temporary(sum - limit)
        c.write(wrapped, to: rangeCheck)
        c.jump(overflow)
        c.place(noOverflow)
        c.write(sum, to: rangeCheck)
        return try finish(c, [Exit(nil, [[rangeCheck], [sum]]), Exit(overflow, [[rangeCheck], [wrapped]])])
    }

    private func addUnsigned(_ bound: SierraInteger) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 0)
        let (a, b) = (c.cell(try single(1)), c.cell(try single(2)))
        let fits = c.temporary()
        let deferred = c.define(a + b)
        let fixer = c.constant(.u128Bound - bound)
        let limit = c.constant(bound)
        c.hint(.testLessThan(lhs: c.input(deferred), rhs: c.input(limit), dst: c.output(fits)))
        let noOverflow = c.label(), overflow = c.label()
        c.jump(noOverflow, ifNotZero: fits)
        let total = c.temporary(deferred)
        let wrapped = c.temporary(total - limit)
        c.write(wrapped, to: rangeCheck)
        c.jump(overflow)
        c.place(noOverflow)
        let fixed = c.temporary()
        let sum = c.temporary(deferred)
        c.assert(fixed, sum + fixer)
        c.write(fixed, to: rangeCheck)
        return try finish(c, [Exit(nil, [[rangeCheck], [sum]]), Exit(overflow, [[rangeCheck], [wrapped]])])
    }

    /// `a - b`, or behind the second branch that plus the limit. A gas reserve takes the difference out of the gas: it
    /// returns what is left and the reserve, or the gas as it was.
    private func difference(_ bound: SierraInteger) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 0)
        let (a, b) = (c.cell(try single(1)), c.cell(try single(2)))
        let isNotLess = c.temporary()
        let difference = c.temporary(a - b)
        let word = c.constant(.u128Bound)
        let limit = c.constant(bound)
        c.hint(.testLessThan(lhs: c.input(difference), rhs: c.input(limit), dst: c.output(isNotLess)))
        let noOverflow = c.label(), overflow = c.label()
        c.jump(noOverflow, ifNotZero: isNotLess)
        let fixed = c.temporary(difference + word)
        c.write(fixed, to: rangeCheck)
        let wrapped = bound == .u128Bound ? fixed : c.define(difference + limit)
        c.jump(overflow)
        c.place(noOverflow)
        c.write(difference, to: rangeCheck)
        if case .createReserve = libfunc.operation {
            return try finish(
                c, [Exit(nil, [[rangeCheck], [difference], [b]]), Exit(overflow, [[rangeCheck], [a]])])
        }
        return try finish(
            c, [Exit(nil, [[rangeCheck], [difference]]), Exit(overflow, [[rangeCheck], [wrapped]])])
    }

    private func squareRoot() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 3)
        let value = c.cell(try single(1))
        let fixedRoot = c.temporary()
        let square = c.temporary()
        let rest = c.temporary()
        let twice = c.temporary()
        let difference = c.temporary()
        let root = c.temporary()
        c.hint(.squareRoot(value: c.input(value), dst: c.output(root)))
        // The root is below 2^125, so that nothing below wraps around the prime.
        let fixer = c.constant(.u128Bound - .powerOfTwo(125))
        c.assert(fixedRoot, root + fixer)
        c.write(root, to: rangeCheck)
        c.write(fixedRoot, to: rangeCheck)
        c.assert(square, root * root)
        c.assert(rest, value - square)
        c.write(rest, to: rangeCheck)
        c.assert(twice, root + root)
        c.assert(difference, twice - rest)
        c.write(difference, to: rangeCheck)
        return try finish(c, [[rangeCheck], [root]])
    }

    private func newRange() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let (start, end) = (c.cell(try single(1)), c.cell(try single(2)))
        let rangeCheck = c.buffer(try single(0), reach: 1)
        let difference = c.temporary(end - start)
        let bound = c.constant(.u128Bound)
        let isValid = c.temporary()
        c.hint(.testLessThan(lhs: c.input(difference), rhs: c.input(bound), dst: c.output(isValid)))
        let valid = c.label(), failure = c.label()
        c.jump(valid, ifNotZero: isValid)
        let fixed = c.temporary(difference + bound)
        c.write(fixed, to: rangeCheck)
        c.jump(failure)
        c.place(valid)
        c.write(difference, to: rangeCheck)
        return try finish(c, [Exit(nil, [[rangeCheck], [start, end]]), Exit(failure, [[rangeCheck], [end, end]])])
    }

    /// A sum or difference of signed integers; the second and third branch are those below and above the type's range,
    /// with the result shifted into it.
    private func signed(_ range: IntegerRange, isSum: Bool) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 1)
        let (left, right) = (c.cell(try single(1)), c.cell(try single(2)))
        let value = c.temporary()
        c.assert(value, isSum ? left + right : left - right)
        let minusLower = c.constant(-range.lower)
        let size = c.constant(range.size)
        let canonical = c.define(value + minusLower)
        let isInside = c.temporary()
        c.hint(.testLessThan(lhs: c.input(canonical), rhs: c.input(size), dst: c.output(isInside)))
        let inside = c.label(), above = c.label(), exitBelow = c.label(), exitAbove = c.label()
        c.jump(inside, ifNotZero: isInside)
        let isAbove = c.temporary()
        let bound = c.constant(.u128Bound)
        c.hint(.testLessThan(lhs: c.input(value), rhs: c.input(bound), dst: c.output(isAbove)))
        c.jump(above, ifNotZero: isAbove)
        let fixer = c.constant(.u128Bound - range.lower)
        let below = c.temporary(value + fixer)
        c.write(below, to: rangeCheck)
        let fixedBelow = c.define(value + size)
        c.jump(exitBelow)
        c.place(above)
        let upper = c.constant(range.upper)
        let over = c.temporary(value - upper)
        c.write(over, to: rangeCheck)
        let fixedAbove = c.define(value - size)
        c.jump(exitAbove)
        c.place(inside)
        let shifted = c.temporary(canonical)
        c.write(shifted, to: rangeCheck)
        if range.size < .u128Bound {
            let limit = c.constant(.u128Bound - range.upper)
            let under = c.temporary(value + limit)
            c.write(under, to: rangeCheck)
        }
        return try finish(
            c,
            [
                Exit(nil, [[rangeCheck], [value]]), Exit(exitBelow, [[rangeCheck], [fixedBelow]]),
                Exit(exitAbove, [[rangeCheck], [fixedAbove]]),
            ])
    }
}

import CasmModel
import SierraModel

/// Checks that numbers are inside ranges, by range checks of 128 bits.
extension CodeBuilder {
    /// The value is below the bound, if it is at most 2^128 below it.
    mutating func checkLess(_ value: Variable, than bound: SierraInteger, _ rangeCheck: Variable) {
        let shift = constant(.u128Bound - bound)
        let shifted = stored(value + shift)
        write(shifted, to: rangeCheck)
    }

    /// The value is not below the bound, if it is less than 2^128 above it.
    mutating func checkNotLess(_ value: Variable, than bound: SierraInteger, _ rangeCheck: Variable) {
        let shift = constant(bound)
        let shifted = stored(value - shift)
        write(shifted, to: rangeCheck)
    }

    /// Goes on when the value is on the right side of the bound.
    mutating func narrow(
        _ value: Variable, _ bound: SierraInteger, isAbove: Bool, _ rangeCheck: Variable, _ failure: Label
    ) {
        let minusBound = constant(-bound)
        let difference = define(value + minusBound)
        let isValid = temporary()
        let word = constant(.u128Bound)
        if isAbove {
            hint(.testLessThanOrEqual(lhs: input(word), rhs: input(difference), dst: output(isValid)))
        } else {
            test(difference, lessThan: word, into: isValid)
        }
        let success = label()
        jump(success, ifNotZero: isValid)
        check(value, isLess: !isAbove, than: bound, rangeCheck)
        jump(failure)
        place(success)
        check(value, isLess: isAbove, than: bound, rangeCheck)
    }

    private mutating func check(
        _ value: Variable, isLess: Bool, than bound: SierraInteger, _ rangeCheck: Variable
    ) {
        if isLess {
            checkLess(value, than: bound, rangeCheck)
        } else {
            checkNotLess(value, than: bound, rangeCheck)
        }
    }

    /// Goes on when the value is inside the range; both ways outside it move `ap` by as much.
    mutating func narrowBothSides(
        _ value: Variable, _ range: IntegerRange, _ rangeCheck: Variable, _ failure: Label
    ) {
        let minusLower = constant(-range.lower)
        let canonical = define(value + minusLower)
        let isValid = temporary()
        let size = constant(range.size)
        test(canonical, lessThan: size, into: isValid)
        let success = label(), above = label()
        jump(success, ifNotZero: isValid)
        let word = constant(.u128Bound)
        let isAbove = temporary()
        test(canonical, lessThan: word, into: isAbove)
        jump(above, ifNotZero: isAbove)
        var before = state.apChange
        checkLess(value, than: range.lower, rangeCheck)
        if before == state.apChange { _ = temporary() }
        jump(failure)
        place(above)
        before = state.apChange
        checkNotLess(value, than: range.upper, rangeCheck)
        if before == state.apChange { _ = temporary() }
        jump(failure)
        place(success)
        checkNotLess(value, than: range.lower, rangeCheck)
        checkLess(value, than: range.upper, rangeCheck)
    }

    /// The value is below the limit: it is `A * x + y` with `x` below 2^128 and `y` below `B`, where the limit is
    /// `A * (2^128 - 1) + B` and `A` is at most `B`.
    mutating func checkBelow1(
        _ limit: SierraInteger, _ value: Variable, _ rangeCheck: Variable, _ auxiliary: [Variable]
    ) {
        let (a, fixer, most) = split(limit, .u128Bound - 1)
        let (x, y, part, fixed) = (auxiliary[0], auxiliary[1], auxiliary[2], auxiliary[3])
        split(value, a, most: most, x, y)
        assert(part, x * a)
        assert(value, part + y)
        write(x, to: rangeCheck)
        write(y, to: rangeCheck)
        assert(fixed, y + fixer)
        write(fixed, to: rangeCheck)
    }

    /// The same for a limit of `A * (2^128 - 2) + B`, where `x` is not 2^128 - 1; goes on at `done`.
    mutating func checkBelow2(
        _ limit: SierraInteger, _ value: Variable, _ rangeCheck: Variable, _ auxiliary: [Variable], done: Label
    ) {
        let (a, fixer, last) = split(limit, .u128Bound - 2)
        let (x, y, part, fixed) = (auxiliary[0], auxiliary[1], auxiliary[2], auxiliary[3])
        let difference = auxiliary[4]
        let most = constant(.u128Bound - 2)
        split(value, a, most: most, x, y)
        assert(part, x * a)
        assert(value, part + y)
        write(y, to: rangeCheck)
        assert(fixed, y + fixer)
        write(fixed, to: rangeCheck)
        write(x, to: rangeCheck)
        assert(difference, x - last)
        jump(done, ifNotZero: difference)
        fail()
    }

    /// `A`, 2^128 less `B`, and 2^128 - 1, as constants.
    private mutating func split(
        _ limit: SierraInteger, _ divisor: SierraInteger
    ) -> (a: Variable, fixer: Variable, last: Variable) {
        let (a, b) = limit.divided(by: divisor)
        if b < a { hasFailed = true }
        return (constant(a), constant(.u128Bound - b), constant(.u128Bound - 1))
    }

    private mutating func split(_ value: Variable, _ a: Variable, most: Variable, _ x: Variable, _ y: Variable) {
        hint(.linearSplit(value: input(value), scalar: input(a), xMax: input(most), x: output(x), y: output(y)))
    }
}

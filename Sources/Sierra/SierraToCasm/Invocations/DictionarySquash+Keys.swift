import CasmModel
import FiniteFields
import SierraModel

/// The function that squashes the accesses of one key.
extension DictionarySquash {
    /// The values of one turn of the loop over a key's accesses.
    private struct Turn {
        var access: Variable
        var value: Variable
        var rangeCheck: Variable
    }

    mutating func keyFunction(_ start: Label, _ key: KeyArguments) {
        code.place(start)
        let accessSize = code.constant(SierraInteger(DictionarySquash.accessSize))
        let zero = code.constant(0), one = code.constant(1)
        let nextKey = code.local()
        let newRemaining = code.local()
        let result = code.copy(key.squashedEnd)
        code.hint(.getCurrentAccessIndex(rangeCheck: code.input(key.rangeCheck)))
        let accessIndex = code.temporary(key.rangeCheck[0])
        let distance = code.temporary(accessIndex * accessSize)
        let firstValue = code.temporary()
        let shouldSkip = code.temporary()
        let first = code.temporary(key.start + distance)
        let turn = Turn(
            access: first, value: code.temporary(first[2]), rangeCheck: code.temporary(key.rangeCheck + one))
        code.assert(key.key, first[0])
        code.assert(key.key, result[0])
        code.assert(firstValue, first[1])
        code.assert(firstValue, result[1])
        code.assert(firstValue, zero)
        code.hint(.shouldSkipSquashLoop(dst: code.output(shouldSkip)))
        let kept = [
            key.start, key.key, key.lastAccess, key.rangeCheck, result, key.bigKeys, key.remaining, key.squashedEnd,
            nextKey,
            newRemaining,
        ]
        code.rescope(
            (kept + [turn.access, turn.value, turn.rangeCheck, shouldSkip, one, accessSize]).map {
                (new: $0, value: $0)
            })
        let skip = code.label()
        code.jump(skip, ifNotZero: shouldSkip)
        loop(turn, key: key.key, kept)
        code.place(skip)
        endOfKey(start, key, turn, result, nextKey: nextKey, newRemaining: newRemaining, one)
    }

    /// Each further access starts from the value that the one before left, and comes after it.
    private mutating func loop(_ turn: Turn, key: Variable, _ kept: [Variable]) {
        let accessSize = code.constant(SierraInteger(DictionarySquash.accessSize))
        let one = code.constant(1)
        let again = code.label()
        code.place(again)
        let deltaMinusOne = code.temporary()
        let delta = code.temporary()
        let distance = code.temporary()
        let shouldContinue = code.temporary()
        let access = code.temporary()
        let value = code.temporary()
        let rangeCheck = code.temporary()
        code.hint(.getCurrentAccessDelta(dst: code.output(deltaMinusOne)))
        code.assert(deltaMinusOne, turn.rangeCheck[0])
        code.assert(delta, deltaMinusOne + one)
        code.assert(distance, delta * accessSize)
        code.assert(access, turn.access + distance)
        code.assert(turn.value, access[1])
        code.assert(value, access[2])
        code.assert(key, access[0])
        code.assert(rangeCheck, turn.rangeCheck + one)
        code.hint(.shouldContinueSquashLoop(dst: code.output(shouldContinue)))
        code.rescope(
            (kept + [shouldContinue]).map { (new: $0, value: $0) } + [
                (new: turn.access, value: access), (new: turn.value, value: value),
                (new: turn.rangeCheck, value: rangeCheck),
            ])
        code.jump(again, ifNotZero: shouldContinue)
    }

    /// The last access is inside the log, and as many accesses are used as were range checked. Goes on with the next
    /// key.
    private mutating func endOfKey(
        _ start: Label, _ key: KeyArguments, _ turn: Turn, _ result: Variable, nextKey: Variable,
        newRemaining: Variable,
        _ oldOne: Variable
    ) {
        let slack = code.temporary(key.lastAccess - turn.access)
        code.assert(slack, turn.rangeCheck[0])
        let used = code.temporary(turn.rangeCheck - key.rangeCheck)
        code.assert(turn.value, result[2])
        let one = code.constant(1)
        let rangeCheck = code.define(turn.rangeCheck + one)
        code.assert(newRemaining, key.remaining - used)
        let more = code.label(), areBig = code.label(), ready = code.label()
        code.jump(more, ifNotZero: newRemaining)
        _ = code.temporary(rangeCheck)
        let accessSize = code.constant(SierraInteger(DictionarySquash.accessSize))
        _ = code.temporary(key.squashedEnd + accessSize)
        code.return()
        code.place(more)
        code.hint(.getNextDictKey(dst: code.output(nextKey)))
        code.jump(areBig, ifNotZero: key.bigKeys)
        let keyPlusOne = code.temporary(key.key + one)
        let difference = code.temporary(nextKey - keyPlusOne)
        code.write(difference, to: rangeCheck)
        let aligned = alignedArguments(key, rangeCheck, nextKey, newRemaining)
        code.rescope(
            aligned.map { (new: $0, value: $0) } + [key.squashedEnd, key.bigKeys].map { (new: $0, value: $0) })
        code.jump(ready)
        code.place(areBig)
        checkRising(key.key, nextKey, rangeCheck)
        let others = alignedArguments(key, rangeCheck, nextKey, newRemaining)
        code.rescope(
            zip(aligned, others).map { (new: $0, value: $1) }
                + [key.squashedEnd, key.bigKeys].map { (new: $0, value: $0) })
        code.place(ready)
        let size = code.constant(SierraInteger(DictionarySquash.accessSize))
        _ = code.temporary(key.squashedEnd + size)
        _ = code.temporary(key.bigKeys)
        _ = code.call(start, results: 0)
        code.return()
    }

    private mutating func alignedArguments(
        _ key: KeyArguments, _ rangeCheck: Variable, _ nextKey: Variable, _ remaining: Variable
    ) -> [Variable] {
        [rangeCheck, key.start, key.lastAccess, nextKey, remaining].map { code.temporary($0) }
    }

    /// `a` is below `b` as integers: of the three arcs between 0, `a`, `b` and the prime two are shown to be short,
    /// which leaves the sum and the product of their lengths to be compared.
    private mutating func checkRising(_ a: Variable, _ b: Variable, _ rangeCheck: Variable) {
        let difference = code.temporary(a - b)
        let isDifferent = code.label()
        code.jump(isDifferent, ifNotZero: difference)
        code.fail()
        code.place(isDifferent)
        let one = code.constant(1), minusOne = code.constant(-1)
        let thirdHigh = code.constant(SierraInteger(3_544_607_988_759_775_765_608_368_578_435_044_694 as UInt128))
        let halfHigh = code.constant(SierraInteger(5_316_911_983_139_663_648_412_552_867_652_567_041 as UInt128))
        code.hint(
            .assertLeFindSmallArcs(rangeCheck: code.input(rangeCheck), a: code.input(a), b: code.input(b)))
        let short = arc(thirdHigh, rangeCheck)
        let long = arc(halfHigh, rangeCheck)
        let sum = code.temporary(short + long)
        let product = code.temporary(short * long)
        let skipsFirst = code.temporary()
        code.hint(.assertLeIsFirstArcExcluded(dst: code.output(skipsFirst)))
        let second = code.label(), third = code.label(), done = code.label()
        code.jump(second, ifNotZero: skipsFirst)
        let minusA = code.temporary(a * minusOne)
        code.assert(sum, minusA + minusOne)
        let aMinusB = code.temporary(a - b)
        let bPlusOne = code.temporary(b + one)
        code.assert(product, aMinusB * bPlusOne)
        code.jump(done)
        code.place(second)
        let skipsSecond = code.temporary()
        code.hint(.assertLeIsSecondArcExcluded(dst: code.output(skipsSecond)))
        code.jump(third, ifNotZero: skipsSecond)
        let minusB = code.temporary(b * minusOne)
        let minusBMinusOne = code.temporary(minusB + minusOne)
        code.assert(sum, a + minusBMinusOne)
        code.assert(product, a * minusBMinusOne)
        code.jump(done)
        code.place(third)
        _ = code.temporary()
        code.assert(sum, b)
        let bMinusA = code.temporary(b - a)
        code.assert(product, a * bMinusA)
        code.place(done)
    }

    /// An arc's length, from its low word and its high part.
    private mutating func arc(_ highUnit: Variable, _ rangeCheck: Variable) -> Variable {
        let low = code.load(rangeCheck)
        let highCount = code.load(rangeCheck)
        let high = code.temporary(highCount * highUnit)
        return code.temporary(low + high)
    }
}

import CasmModel
import SierraModel

/// The code that squashes a dictionary: three functions of its own inside the code of the library function. The first
/// settles the dictionary with the arena and the gas, the second makes ready and calls the third, which takes one key,
/// goes through its accesses, and calls itself for the next key.
///
/// Keys rise from one to the next. When all are below 2^128 ("big keys" is zero) a range check of the difference shows
/// that, else they are compared as felts.
struct DictionarySquash {
    /// Cells of one access, and of a dictionary's entry in the arena's infos.
    static let accessSize = 3
    static let infoSize = 3
    /// What a key's first access costs, paid for every access, and what a repeated one costs.
    static let refundPerAccess = 5_020 - 970

    var code = CodeBuilder()

    /// The values at the call of the second function.
    struct SquashArguments {
        var rangeCheck: Variable
        var start: Variable
        var end: Variable
    }

    /// The values at the call of the third function.
    struct KeyArguments {
        var rangeCheck: Variable
        var start: Variable
        var lastAccess: Variable
        var key: Variable
        var remaining: Variable
        var squashedEnd: Variable
        var bigKeys: Variable
    }

    /// Returns the range check, the gas, the arena, and the start and end of the squashed dictionary.
    mutating func write(rangeCheck: Variable, gas: Variable, arena: Variable, end: Variable) -> [Variable] {
        let settle = code.label(), squash = code.label(), key = code.label(), done = code.label()
        let accessSize = code.constant(SierraInteger(DictionarySquash.accessSize))
        let infoSize = code.constant(SierraInteger(DictionarySquash.infoSize))
        let one = code.constant(1)
        let refund = code.constant(SierraInteger(DictionarySquash.refundPerAccess))
        let arguments = [rangeCheck, gas, arena, end].map { code.temporary($0) }
        let results = code.call(settle, results: 5)
        code.jump(done)
        let squashArguments = settlement(
            settle, squash, arguments, accessSize: accessSize, infoSize: infoSize, one: one, refund: refund)
        let keyArguments = squashFunction(squash, key, squashArguments, accessSize: accessSize, one: one)
        keyFunction(key, keyArguments)
        code.place(done)
        return results
    }

    /// Takes the dictionary out of the arena, in the order of squashing, and pays back gas.
    private mutating func settlement(
        _ start: Label, _ squash: Label, _ arguments: [Variable], accessSize: Variable, infoSize: Variable,
        one: Variable,
        refund: Variable
    ) -> SquashArguments {
        let (rangeCheck, gas, arena, end) = (arguments[0], arguments[1], arguments[2], arguments[3])
        code.place(start)
        let index = code.local()
        let accessesLength = code.local()
        code.hint(.getSegmentArenaIndex(dictEnd: code.input(end), index: code.output(index)))
        let infos = code.local(arena[-3])
        let count = code.local(arena[-2])
        let squashed = code.local(arena[-1])
        code.write(index, to: rangeCheck)
        let last = code.temporary(count - one)
        let after = code.temporary(last - index)
        code.write(after, to: rangeCheck)
        let infoOffset = code.temporary(index * infoSize)
        let info = code.temporary(infos + infoOffset)
        code.assert(squashed, info[2])
        code.assert(end, info[1])
        code.write(infos, to: arena)
        code.write(count, to: arena)
        let squashedPlusOne = code.temporary(squashed + one)
        code.write(squashedPlusOne, to: arena)
        let result = SquashArguments(
            rangeCheck: code.temporary(rangeCheck), start: code.temporary(info[0]), end: code.temporary(end))
        code.assert(accessesLength, end - result.start)
        let returned = code.call(squash, results: 3)
        let squashedLength = code.temporary(returned[1] - returned[2])
        let difference = code.temporary(accessesLength - squashedLength)
        let refunded = code.temporary(difference / accessSize)
        let gasBack = code.temporary(refunded * refund)
        _ = code.temporary(returned[0])
        _ = code.temporary(gas + gasBack)
        _ = code.temporary(arena)
        _ = code.temporary(returned[2])
        _ = code.temporary(returned[1])
        code.return()
        return result
    }

    private mutating func squashFunction(
        _ start: Label, _ keyFunction: Label, _ arguments: SquashArguments, accessSize: Variable, one: Variable
    ) -> KeyArguments {
        code.place(start)
        let length = code.local(arguments.end - arguments.start)
        let firstKey = code.local()
        let bigKeys = code.local()
        let squashedStart = code.local()
        code.addAp(3)
        code.hint(.allocSegment(dst: code.output(squashedStart)))
        let notEmpty = code.label(), areBig = code.label(), ready = code.label()
        code.jump(notEmpty, ifNotZero: length)
        _ = code.temporary(arguments.rangeCheck)
        _ = code.temporary(squashedStart)
        _ = code.temporary(squashedStart)
        code.return()
        code.place(notEmpty)
        let count = code.temporary(length / accessSize)
        code.hint(
            .initSquashData(
                accesses: code.input(arguments.start), pointerDifference: code.input(length),
                accessCount: code.input(count), bigKeys: code.output(bigKeys), firstKey: code.output(firstKey)))
        let rangeCheck = code.copy(arguments.rangeCheck)
        let nextRangeCheck = code.temporary()
        let kept = [
            nextRangeCheck, arguments.start, arguments.end, squashedStart, one, firstKey, count, bigKeys,
        ].map { (new: $0, value: $0) }
        code.jump(areBig, ifNotZero: bigKeys)
        code.write(firstKey, to: rangeCheck)
        code.assert(nextRangeCheck, rangeCheck)
        code.rescope(kept)
        code.jump(ready)
        code.place(areBig)
        code.assert(nextRangeCheck, rangeCheck)
        code.rescope(kept)
        code.place(ready)
        let result = KeyArguments(
            rangeCheck: nextRangeCheck, start: code.temporary(arguments.start),
            lastAccess: code.temporary(arguments.end - one), key: code.temporary(firstKey),
            remaining: code.temporary(count), squashedEnd: code.temporary(squashedStart),
            bigKeys: code.temporary(bigKeys))
        _ = code.call(keyFunction, results: 2)
        _ = code.temporary(squashedStart)
        code.return()
        return result
    }
}

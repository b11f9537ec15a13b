import CasmModel
import SierraModel

/// Arrays and spans: the address of the first cell and of the cell behind the last.
extension InvocationCompiler {
    func arrays() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .newArray:
            var c = CodeBuilder()
            let start = c.temporary()
            c.hint(.allocSegment(dst: c.output(start)))
            c.addAp(1)
            return try finish(c, [[start, start]])
        case .spanFromTuple(let size):
            var c = CodeBuilder()
            let start = c.cell(try single(0))
            let count = c.constant(SierraInteger(size))
            let end = c.define(start + count)
            return try finish(c, [[start, end]])
        case .tupleFromSpan(let size):
            var c = CodeBuilder()
            let (start, end) = try span(&c, 0)
            let expected = c.constant(SierraInteger(size))
            let length = c.temporary(end - start)
            let difference = c.temporary(length - expected)
            let failure = c.label()
            c.jump(failure, ifNotZero: difference)
            return try finish(c, [Exit(nil, [[start]]), Exit(failure, [])])
        case .append:
            let cells = references[1].cells
            var c = CodeBuilder()
            let array = try self.cells(0, 2)
            let start = c.buffer(array[0], reach: 0)
            let end = c.buffer(array[1], reach: cells.count)
            for cell in cells {
                let value = c.cell(cell)
                c.write(value, to: end)
            }
            return try finish(c, [[start, end]])
        case .popFront(let size), .popBack(let size): return try pop(size)
        case .popSeveral(let size, let front): return try popSeveral(size, front)
        case .arrayGet(let size): return try get(size)
        case .arraySlice(let size): return try slice(size)
        case .arrayLength(let size):
            var c = CodeBuilder()
            let (start, end) = try span(&c, 0)
            guard size != 1 else {
                let length = c.define(end - start)
                return try finish(c, [[length]])
            }
            let cells = c.temporary(end - start)
            let divisor = c.constant(SierraInteger(size))
            let length = c.define(cells / divisor)
            return try finish(c, [[length]])
        default: throw invalid
        }
    }

    private func span(
        _ c: inout CodeBuilder, _ parameter: Int
    ) throws(CompilationError) -> (start: Variable, end: Variable) {
        let cells = try cells(parameter, 2)
        let start = c.cell(cells[0])
        let end = c.cell(cells[1])
        return (start, end)
    }

    private func pop(_ size: Int) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let (start, end) = try span(&c, 0)
        let isNotEmpty = c.temporary(end - start)
        let notEmpty = c.label(), failure = c.label()
        c.jump(notEmpty, ifNotZero: isNotEmpty)
        c.jump(failure)
        c.place(notEmpty)
        let count = c.constant(SierraInteger(size))
        let whole = libfunc.branches[1].outputs.isEmpty ? [] : [[start, end]]
        if case .popFront = libfunc.operation {
            let rest = c.define(start + count)
            return try finish(c, [Exit(nil, [[rest, end], [start]]), Exit(failure, whole)])
        }
        let rest = c.define(end - count)
        return try finish(c, [Exit(nil, [[start, rest], [rest]]), Exit(failure, whole)])
    }

    private func popSeveral(_ size: Int, _ front: Bool) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 1)
        let (start, end) = try span(&c, 1)
        let sizeMinusOne = c.constant(SierraInteger(size - 1))
        let count = c.constant(SierraInteger(size))
        let popped = c.define(start + count)
        let isEnough = c.temporary()
        c.hint(.testLessThanOrEqualAddress(lhs: c.input(popped), rhs: c.input(end), dst: c.output(isEnough)))
        let enough = c.label(), failure = c.label()
        c.jump(enough, ifNotZero: isEnough)
        let minusLength = c.temporary(start - end)
        let missing = c.temporary(minusLength + sizeMinusOne)
        c.write(missing, to: rangeCheck)
        c.jump(failure)
        c.place(enough)
        let left = c.temporary()
        let edge: Variable
        if front {
            edge = c.temporary(start + count)
            c.assert(left, end - edge)
        } else {
            edge = c.temporary(end - count)
            c.assert(left, edge - start)
        }
        c.write(left, to: rangeCheck)
        return try finish(
            c,
            [
                Exit(nil, [[rangeCheck], front ? [edge, end] : [start, edge], [front ? start : edge]]),
                Exit(failure, [[rangeCheck], [start, end]]),
            ])
    }

    private func get(_ size: Int) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let place = c.operand(try single(2))
        let (start, end) = try span(&c, 1)
        let rangeCheck = c.buffer(try single(0), reach: 1)
        let elementSize = c.constant(SierraInteger(size))
        let length = c.temporary(end - start)
        let offset = c.stored(place * elementSize)
        let isInRange = c.temporary()
        c.hint(.testLessThan(lhs: c.input(offset), rhs: c.input(length), dst: c.output(isInRange)))
        let inRange = c.label(), failure = c.label()
        c.jump(inRange, ifNotZero: isInRange)
        let beyond = c.temporary(offset - length)
        c.write(beyond, to: rangeCheck)
        c.jump(failure)
        c.place(inRange)
        let one = c.constant(1)
        let next = c.temporary(offset + one)
        let left = c.temporary(length - next)
        c.write(left, to: rangeCheck)
        let target = c.define(start + offset)
        return try finish(c, [Exit(nil, [[rangeCheck], [target]]), Exit(failure, [[rangeCheck]])])
    }

    private func slice(_ size: Int) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let first = c.cell(try single(2))
        let count = c.operand(try single(3))
        let (start, end) = try span(&c, 1)
        let rangeCheck = c.buffer(try single(0), reach: 1)
        let elementSize = c.constant(SierraInteger(size))
        let length = c.temporary(end - start)
        let last = c.temporary(first + count)
        let lastOffset = c.stored(last * elementSize)
        let isInRange = c.temporary()
        c.hint(.testLessThanOrEqual(lhs: c.input(lastOffset), rhs: c.input(length), dst: c.output(isInRange)))
        let inRange = c.label(), failure = c.label()
        c.jump(inRange, ifNotZero: isInRange)
        let one = c.constant(1)
        let lengthPlusOne = c.temporary(length + one)
        let beyond = c.temporary(lastOffset - lengthPlusOne)
        c.write(beyond, to: rangeCheck)
        c.jump(failure)
        c.place(inRange)
        let left = c.temporary(length - lastOffset)
        c.write(left, to: rangeCheck)
        let firstOffset = c.stored(first * elementSize)
        let from = c.define(start + firstOffset)
        let to = c.define(start + lastOffset)
        return try finish(c, [Exit(nil, [[rangeCheck], [from, to]]), Exit(failure, [[rangeCheck]])])
    }
}

import CasmModel
import EllipticCurves
import SierraModel

/// Points of the Stark curve. A state is a sum that began at a random point, and a pointer to that point.
extension InvocationCompiler {
    func points() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        switch libfunc.operation {
        case .pointZero:
            let zero = c.constant(0)
            return try finish(c, [[zero, zero]])
        case .pointUnwrap:
            let (x, y) = try point(&c, 0)
            return try finish(c, [[x], [y]])
        case .pointNegate:
            let (x, y) = try point(&c, 0)
            let minusOne = c.constant(-1)
            let negated = c.define(y * minusOne)
            return try finish(c, [[x, negated]])
        case .pointIsZero:
            let (x, y) = try point(&c, 0)
            let target = c.label()
            c.jump(target, ifNotZero: y)
            return try finish(c, [Exit(nil, []), Exit(target, [[x, y]])])
        case .pointNew:
            let (x, y) = (c.cell(try single(0)), c.cell(try single(1)))
            let square = c.temporary()
            let expected = c.temporary()
            let auxiliary = [c.temporary(), c.temporary(), c.temporary()]
            c.assert(square, y * y)
            c.curveRightSide(x, auxiliary, expected)
            let difference = c.temporary(square - expected)
            let failure = c.label()
            c.jump(failure, ifNotZero: difference)
            return try finish(c, [Exit(nil, [[x, y]]), Exit(failure, [])])
        case .pointFromX: return try pointFromX()
        default: return try states()
        }
    }

    private func point(
        _ c: inout CodeBuilder, _ parameter: Int
    ) throws(CompilationError) -> (x: Variable, y: Variable) {
        let cells = try cells(parameter, 2)
        return (c.cell(cells[0]), c.cell(cells[1]))
    }

    private func state(
        _ c: inout CodeBuilder, _ parameter: Int
    ) throws(CompilationError) -> (x: Variable, y: Variable, start: Variable) {
        let cells = try cells(parameter, 3)
        return (c.cell(cells[0]), c.cell(cells[1]), c.cell(cells[2]))
    }

    /// The point whose `y` is below the half of the prime; where there is none, three times the right side is a square.
    private func pointFromX() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let rangeCheck = c.buffer(try single(0), reach: 2)
        let x = c.cell(try single(1))
        let right = c.temporary()
        let auxiliary = [c.temporary(), c.temporary(), c.temporary()]
        c.curveRightSide(x, auxiliary, right)
        let y = c.temporary()
        c.hint(.fieldSqrt(value: c.input(right), root: c.output(y)))
        let left = c.temporary()
        c.assert(left, y * y)
        let difference = c.temporary(left - right)
        let verify = c.label(), onCurve = c.label(), failure = c.label()
        c.jump(verify, ifNotZero: difference)
        c.jump(onCurve)
        c.place(verify)
        let three = c.constant(3)
        c.assert(left, right * three)
        c.jump(failure)
        c.place(onCurve)
        let parts = (0..<4).map { _ in c.temporary() }
        c.checkBelow1((SierraInteger.prime + 1).divided(by: 2).quotient, y, rangeCheck, parts)
        return try finish(c, [Exit(nil, [[rangeCheck], [x, y]]), Exit(failure, [[rangeCheck]])])
    }

    private func states() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        switch libfunc.operation {
        case .stateInit:
            let square = c.temporary()
            let auxiliary = [c.temporary(), c.temporary(), c.temporary()]
            let x = c.temporary()
            let y = c.temporary()
            let start = c.temporary()
            c.hint(.randomEcPoint(x: c.output(x), y: c.output(y)))
            let size = c.constant(2)
            c.hint(.allocConstantSize(size: c.input(size), dst: c.output(start)))
            c.assert(x, start[0])
            c.assert(y, start[1])
            c.assert(square, y * y)
            c.curveRightSide(x, auxiliary, square)
            return try finish(c, [[x, y, start]])
        case .stateAdd:
            let (x, y) = try point(&c, 1)
            let (sumX, sumY, start) = try state(&c, 0)
            let denominator = c.temporary(x - sumX)
            let different = c.label()
            c.jump(different, ifNotZero: denominator)
            c.fail()
            c.place(different)
            let numerator = c.temporary(y - sumY)
            let (resultX, resultY) = c.addPoints(x, y, sumX, numerator, denominator)
            return try finish(c, [[resultX, resultY, start]])
        case .stateFinalize:
            let (x, y, start) = try state(&c, 0)
            let startX = c.temporary(start[0])
            let startY = c.temporary(start[1])
            let denominator = c.temporary(x - startX)
            let different = c.label(), infinity = c.label()
            c.jump(different, ifNotZero: denominator)
            c.assert(y, startY)
            c.jump(infinity)
            c.place(different)
            let numerator = c.temporary(y + startY)
            let (resultX, resultY) = c.addPoints(x, y, startX, numerator, denominator)
            return try finish(c, [Exit(nil, [[resultX, resultY]]), Exit(infinity, [])])
        default:
            let builtin = c.buffer(try single(0), reach: 6)
            let (sumX, sumY, start) = try state(&c, 1)
            let factor = c.cell(try single(2))
            let (x, y) = try point(&c, 3)
            for value in [sumX, sumY, x, y, factor] { c.write(value, to: builtin) }
            let resultX = c.read(builtin)
            let resultY = c.read(builtin)
            return try finish(c, [[builtin], [resultX, resultY, start]])
        }
    }
}

extension CodeBuilder {
    /// `x^3 + x + beta`; the cells are there already.
    fileprivate mutating func curveRightSide(_ x: Variable, _ cells: [Variable], _ result: Variable) {
        let beta = constant(SierraInteger(StarkCurve.beta))
        assert(cells[0], x * x)
        assert(cells[1], cells[0] * x)
        assert(cells[2], x + beta)
        assert(result, cells[1] + cells[2])
    }

    /// The sum of two points by their slope.
    fileprivate mutating func addPoints(
        _ x0: Variable, _ y0: Variable, _ x1: Variable, _ numerator: Variable, _ denominator: Variable
    ) -> (x: Variable, y: Variable) {
        let slope = temporary(numerator / denominator)
        let square = temporary(slope * slope)
        let sum = temporary(x0 + x1)
        let difference = temporary()
        let change = temporary()
        let x = temporary()
        let y = temporary()
        assert(x, square - sum)
        assert(difference, x0 - x)
        assert(change, slope * difference)
        assert(y, change - y0)
        return (x, y)
    }
}

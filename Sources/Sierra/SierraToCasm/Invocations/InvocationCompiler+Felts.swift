import SierraModel

/// Felts and booleans.
extension InvocationCompiler {
    func felts() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        switch libfunc.operation {
        case .isZero:
            let value = c.cell(try single(0))
            let target = c.label()
            c.jump(target, ifNotZero: value)
            return try finish(c, [Exit(nil, []), Exit(target, [[value]])])
        case .equal:
            let a = c.cell(try single(0))
            let b = c.operand(try single(1))
            let difference = c.temporary(a - b)
            let notEqual = c.label(), equal = c.label()
            c.jump(notEqual, ifNotZero: difference)
            c.jump(equal)
            c.place(notEqual)
            return try finish(c, [Exit(nil, []), Exit(equal, [])])
        case .boolAnd, .useReserve:
            let (a, b) = (c.cell(try single(0)), c.cell(try single(1)))
            var term = a * b
            if case .useReserve = libfunc.operation { term = a + b }
            let result = c.define(term)
            return try finish(c, [[result]])
        case .boolNot:
            let a = c.cell(try single(0))
            let one = c.constant(1)
            let cell = c.temporary(one)
            let result = c.define(cell - a)
            return try finish(c, [[result]])
        case .boolXor:
            let (a, b) = (c.cell(try single(0)), c.cell(try single(1)))
            let difference = c.temporary(a - b)
            let result = c.define(difference * difference)
            return try finish(c, [[result]])
        case .boolOr:
            let (a, b) = (c.cell(try single(0)), c.cell(try single(1)))
            let sum = c.temporary(a + b)
            let product = c.temporary(a * b)
            let result = c.define(sum - product)
            return try finish(c, [[result]])
        case .divide:
            let (a, b) = (c.cell(try single(0)), c.operand(try single(1)))
            let result = c.temporary(a / b)
            return try finish(c, [[result]])
        default:
            let (a, b) = (c.cell(try single(0)), c.operand(try single(1)))
            let term: Term
            switch libfunc.operation {
            case .add: term = a + b
            case .subtract: term = a - b
            default: term = a * b
            }
            let result = c.define(term)
            return try finish(c, [[result]])
        }
    }
}

import CasmModel
import SierraModel

/// Withdrawing gas and giving it back.
extension InvocationCompiler {
    func gas() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .withdrawGas:
            var c = CodeBuilder()
            let rangeCheck = c.buffer(try single(0), reach: 1)
            let counter = c.cell(try single(1))
            guard amounts.hasTokens else { return try withdraw(c, rangeCheck, counter) }
            let (first, pointer) = fetchTable(&c)
            let table = c.temporary(pointer)
            return try withdraw(c, rangeCheck, counter, table, after: first)
        case .withdrawGasWithTable:
            var c = CodeBuilder()
            let rangeCheck = c.buffer(try single(0), reach: 1)
            let counter = c.cell(try single(1))
            let table = c.cell(try single(2))
            return try withdraw(c, rangeCheck, counter, table, after: Output(results: []))
        case .redepositGas:
            guard case .cell(let cell) = try single(0) else { throw invalid }
            guard amounts.hasTokens else { return rename([[.sum(cell, SierraInteger(amounts.gas))]]) }
            var c = CodeBuilder()
            let counter = c.cell(try single(0))
            let (first, pointer) = fetchTable(&c)
            let table = c.temporary(pointer)
            let total = price(&c, table)
            let updated = c.define(counter + total)
            return try finish(c, [Exit(nil, [[updated]])], after: first)
        default:
            var c = CodeBuilder()
            let (first, pointer) = fetchTable(&c)
            return try finish(c, [Exit(nil, [[pointer]])], after: first)
        }
    }

    /// The pointer to the price table stands behind the program's code: a call to its end, which returns at once,
    /// leaves its own place on the stack.
    private func fetchTable(_ c: inout CodeBuilder) -> (Output, pointer: Variable) {
        let last = CellReference(.ap, -1)
        let first = Output(
            instructions: [
                Instruction(body: .call(0)),
                Instruction(
                    body: .assert(CellReference(.ap, 0), .operation(.add, last, .immediate(1))), incrementsAp: true),
            ], relocations: [Relocation(instruction: 0, target: .end), Relocation(instruction: 1, target: .end)],
            results: [])
        c.skipCells(3)
        return (first, c.add(.indirect(CellReference(.ap, 2), 0)))
    }

    /// The gas that the statement's tokens and constant come to.
    private func price(_ c: inout CodeBuilder, _ table: Variable) -> Variable {
        var total = c.constant(SierraInteger(amounts.gas))
        for token in CostToken.allCases where amounts[token] != 0 {
            var cost = c.temporary(table[Int16(token.tableOffset)])
            if amounts[token] != 1 {
                let count = c.constant(SierraInteger(amounts[token]))
                cost = c.temporary(cost * count)
            }
            total = c.temporary(cost + total)
        }
        return total
    }

    private func withdraw(
        _ builder: CodeBuilder, _ rangeCheck: Variable, _ counter: Variable
    ) throws(CompilationError) -> Output {
        var c = builder
        let isEnough = c.temporary()
        let requested = c.constant(SierraInteger(amounts.gas))
        c.hint(.testLessThanOrEqual(lhs: c.input(requested), rhs: c.input(counter), dst: c.output(isEnough)))
        let enough = c.label(), failure = c.label()
        c.jump(enough, ifNotZero: isEnough)
        let fixer = c.constant(.u128Bound - SierraInteger(amounts.gas))
        let missing = c.temporary(counter + fixer)
        c.write(missing, to: rangeCheck)
        c.jump(failure)
        c.place(enough)
        let updated = c.temporary(counter - requested)
        c.write(updated, to: rangeCheck)
        return try finish(c, [Exit(nil, [[rangeCheck], [updated]]), Exit(failure, [[rangeCheck], [counter]])])
    }

    private func withdraw(
        _ builder: CodeBuilder, _ rangeCheck: Variable, _ counter: Variable, _ table: Variable, after first: Output
    ) throws(CompilationError) -> Output {
        var c = builder
        let total = price(&c, table)
        let isEnough = c.temporary()
        c.hint(.testLessThanOrEqual(lhs: c.input(total), rhs: c.input(counter), dst: c.output(isEnough)))
        let enough = c.label(), failure = c.label()
        c.jump(enough, ifNotZero: isEnough)
        let missing = c.temporary(counter - total)
        let word = c.constant(.u128Bound)
        let fixed = c.temporary(missing + word)
        c.write(fixed, to: rangeCheck)
        c.jump(failure)
        c.place(enough)
        let updated = c.temporary(counter - total)
        c.write(updated, to: rangeCheck)
        return try finish(
            c, [Exit(nil, [[rangeCheck], [updated]]), Exit(failure, [[rangeCheck], [counter]])], after: first)
    }
}

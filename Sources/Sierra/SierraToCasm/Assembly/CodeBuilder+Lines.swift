import SierraModel

/// The lines that the code of library functions is written in.
extension CodeBuilder {
    mutating func constant(_ value: SierraInteger) -> Variable { add(.immediate(value)) }

    /// A variable that stands for a term without taking a cell.
    mutating func define(_ term: Term) -> Variable { add(evaluate(term)) }

    mutating func copy(_ variable: Variable) -> Variable { add(expression(variable)) }

    /// A new cell, to be asserted later.
    mutating func temporary() -> Variable { allocate(local: false) }

    mutating func local() -> Variable { allocate(local: true) }

    /// A new cell that equals a term.
    mutating func temporary(_ term: Term) -> Variable {
        let variable = temporary()
        assert(variable, term)
        return variable
    }

    mutating func temporary(_ value: Variable) -> Variable { temporary(.variable(value)) }

    mutating func local(_ term: Term) -> Variable {
        let variable = local()
        assert(variable, term)
        return variable
    }

    /// A cell that equals the term: the one it stands in, if there is one, else a new one.
    mutating func stored(_ term: Term) -> Variable {
        let value = evaluate(term)
        switch value {
        case .cell: return add(value)
        case .operation(.add, let a, .immediate(let b)), .operation(.subtract, let a, .immediate(let b)):
            if b.isZero { return add(.cell(a)) }
        case .operation(.multiply, let a, .immediate(let b)), .operation(.divide, let a, .immediate(let b)):
            if b == 1 { return add(.cell(a)) }
        default: break
        }
        let variable = temporary()
        assert(variable, value)
        return variable
    }

    mutating func assert(_ variable: Variable, _ term: Term) { assert(variable, evaluate(term)) }

    mutating func assert(_ variable: Variable, _ value: Variable) { assert(variable, .variable(value)) }

    /// Asserts the next cell of a buffer, and moves on.
    mutating func write(_ value: Variable, to buffer: Variable) {
        let place = advance(buffer)
        assert(value, place)
    }

    /// The next cell of a buffer, which something else writes, without taking a cell.
    mutating func read(_ buffer: Variable) -> Variable { add(advance(buffer)) }

    /// The next cell of a buffer, loaded into a new one.
    mutating func load(_ buffer: Variable) -> Variable {
        let variable = temporary()
        write(variable, to: buffer)
        return variable
    }

    /// Calls code of this function that leaves so many values on top of the stack.
    mutating func call(_ label: Label, results: Int) -> [Variable] {
        call(label)
        return (0..<results).map { add(.ap(Int16($0 - results))) }
    }

    // Inputs

    /// A parameter that must be in a cell.
    mutating func cell(_ expression: CellExpression) -> Variable {
        if case .cell = expression { return add(expression) }
        hasFailed = true
        return add(.ap(0))
    }

    /// A parameter in a cell or a constant.
    mutating func operand(_ expression: CellExpression) -> Variable {
        switch expression {
        case .cell, .immediate: return add(expression)
        default: return cell(expression)
        }
    }

    /// A pointer, possibly with an offset, from which code reaches so many cells further.
    mutating func buffer(_ expression: CellExpression, reach: Int) -> Variable {
        guard let (cell, offset) = expression.cellAndOffset, Int16(exactly: Int(offset) + reach) != nil else {
            hasFailed = true
            return add(.ap(0))
        }
        return add(.sum(cell, SierraInteger(Int(offset))))
    }
}

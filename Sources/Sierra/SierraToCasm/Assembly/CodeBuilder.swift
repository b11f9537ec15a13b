import CasmModel
import FiniteFields
import SierraModel

/// Writes the code of one library function: variables in cells, asserts, jumps to labels, hints. It follows `ap` on
/// each way through the code, so that all expressions are as seen at the start (EXEC §4.6).
///
/// What cannot be written (a cell out of reach, ways that meet with different variables) makes the whole code fail:
/// `build` then returns nil, so that the code of library functions reads without a `try` on each line.
struct CodeBuilder {
    /// What is known at a place.
    struct State {
        /// By the variables' indices; nil for those that are not known here. As seen at the start of the scope.
        var variables: [CellExpression?] = []
        /// Cells given to variables, and how far `ap` has moved.
        var allocated = 0
        var apChange = 0
    }

    struct Place {
        /// Nil until something leads there.
        var state: State?
        /// Nil until it is written.
        var offset: Int?
    }

    struct Jump {
        var label: Label
        var instruction: Int
        var offset: Int
    }

    var state = State()
    var instructions: [Instruction] = []
    var places: [Place] = []
    var jumps: [Jump] = []
    var hints: [Hint] = []
    var isReachable = true
    var offset = 0
    private var variableCount = 0
    var hasFailed = false

    // Variables

    mutating func add(_ expression: CellExpression) -> Variable {
        let variable = Variable(index: variableCount)
        variableCount += 1
        set(variable, expression)
        return variable
    }

    mutating func set(_ variable: Variable, _ expression: CellExpression) {
        while state.variables.count <= variable.index { state.variables.append(nil) }
        state.variables[variable.index] = expression
    }

    /// The expression of a variable as seen at the start of the scope.
    mutating func expression(_ variable: Variable) -> CellExpression {
        if variable.index < state.variables.count, let known = state.variables[variable.index] { return known }
        hasFailed = true
        return .immediate(0)
    }

    /// The cell of a variable that is in one.
    mutating func cell(of variable: Variable) -> CellReference {
        guard case .cell(let cell) = expression(variable) else { return failedCell() }
        return cell
    }

    private mutating func failedCell() -> CellReference {
        hasFailed = true
        return CellReference(.ap, 0)
    }

    /// As seen from the next instruction.
    mutating func now(_ expression: CellExpression) -> CellExpression {
        guard let moved = expression.moved(by: state.apChange) else {
            hasFailed = true
            return expression
        }
        return moved
    }

    mutating func now(_ cell: CellReference) -> CellReference {
        cell.moved(by: state.apChange) ?? failedCell()
    }

    /// A new cell, on the stack or in the function's locals.
    mutating func allocate(local: Bool) -> Variable {
        guard let offset = Int16(exactly: state.allocated) else {
            hasFailed = true
            return add(.immediate(0))
        }
        state.allocated += 1
        return add(.cell(CellReference(local ? .fp : .ap, offset)))
    }

    /// The address in a buffer as a cell and an offset.
    mutating func address(_ buffer: Variable, plus more: Int16 = 0) -> (cell: CellReference, offset: Int16) {
        guard let (cell, offset) = expression(buffer).cellAndOffset,
            let sum = Int16(exactly: Int(offset) + Int(more))
        else { return (failedCell(), 0) }
        return (cell, sum)
    }

    /// Moves a buffer's pointer on and says where it stood.
    mutating func advance(_ buffer: Variable) -> CellExpression {
        let (cell, offset) = address(buffer)
        set(buffer, .operation(.add, cell, .immediate(SierraInteger(Int(offset) + 1))))
        return .indirect(cell, offset)
    }

    mutating func evaluate(_ term: Term) -> CellExpression {
        switch term {
        case .variable(let variable): return expression(variable)
        case .member(let buffer, let offset):
            let (cell, sum) = address(buffer, plus: offset)
            return .indirect(cell, sum)
        case .operation(let operation, let a, let b):
            let right: CellOperand
            switch expression(b) {
            case .cell(let cell): right = .cell(cell)
            case .immediate(let value): right = .immediate(value)
            default: right = .cell(failedCell())
            }
            switch expression(a) {
            case .cell(let cell): return .operation(operation, cell, right)
            case .operation(.add, let cell, .immediate(let offset)):
                guard operation == .add, case .immediate(let more) = right else { break }
                return .operation(.add, cell, .immediate(offset + more))
            default: break
            }
            return .cell(failedCell())
        }
    }

    // Instructions

    mutating func append(_ body: Instruction.Body, mayIncrement: Bool) {
        if !isReachable { hasFailed = true }
        var instruction = Instruction(body: body, hints: hints)
        hints = []
        if mayIncrement && state.allocated > state.apChange {
            instruction.incrementsAp = true
            state.apChange += 1
        }
        offset += instruction.size
        instructions.append(instruction)
    }

    /// Asserts that a variable's cell equals an expression; differences and quotients are solved for the first operand.
    mutating func assert(_ variable: Variable, _ expression: CellExpression) {
        var cell = cell(of: variable), right = expression
        switch expression {
        case .operation(.subtract, let a, let b): (cell, right) = (a, .operation(.add, cell, b))
        case .operation(.divide, let a, let b): (cell, right) = (a, .operation(.multiply, cell, b))
        default: break
        }
        append(.assert(now(cell), now(right)), mayIncrement: true)
    }

    mutating func addAp(_ count: Int) {
        append(.addAp(count), mayIncrement: false)
        state.apChange += count
    }

    /// Code before this one has moved `ap` over so many cells.
    mutating func skipCells(_ count: Int) {
        state.apChange += count
        state.allocated += count
    }

    mutating func fail() {
        let cell = CellReference(.fp, -1)
        append(.assert(cell, .operation(.add, cell, .immediate(1))), mayIncrement: false)
        isReachable = false
    }

    /// Nothing comes after an assert that cannot hold.
    mutating func markUnreachable() { isReachable = false }

    // Hints

    /// A hint before the next instruction; its operands come from `input` and `output`.
    mutating func hint(_ hint: Hint) { hints.append(hint) }

    mutating func input(_ variable: Variable) -> HintOperand {
        guard let operand = now(expression(variable)).hintOperand else {
            hasFailed = true
            return .immediate(0)
        }
        return operand
    }

    mutating func output(_ variable: Variable) -> CellReference { now(cell(of: variable)) }
}

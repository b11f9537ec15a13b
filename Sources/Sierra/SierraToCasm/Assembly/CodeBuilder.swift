import CasmModel
import FiniteFields
import SierraModel

/// Writes the code of one library function: variables in cells, asserts, jumps to labels, hints. It follows `ap` on each way
/// through the code, so that all expressions are as seen at the start (EXEC §4.6).
///
/// What cannot be written (a cell out of reach, ways that meet with different variables) makes the whole code fail: `build`
/// then returns nil, so that the code of library functions reads without a `try` on each line.
struct CodeBuilder {
    /// What is known at a place.
    struct State {
        /// By the variables' indices; nil for those that are not known here. As seen at the start of the scope.
        var variables: [CellExpression?] = []
        /// Cells given to variables, and how far `ap` has moved.
        var allocated = 0
        var apChange = 0
    }

    private struct Place {
        /// Nil until something leads there.
        var state: State?
        /// Nil until it is written.
        var offset: Int?
    }

    private struct Jump {
        var label: Label
        var instruction: Int
        var offset: Int
    }

    var state = State()
    private(set) var instructions: [Instruction] = []
    private var places: [Place] = []
    private var jumps: [Jump] = []
    private var hints: [Hint] = []
    private var isReachable = true
    private var offset = 0
    private var variableCount = 0
    var hasFailed = false

    // Variables

    mutating func add(_ expression: CellExpression) -> Variable {
        let variable = Variable(index: variableCount)
        variableCount += 1
        set(variable, expression)
        return variable
    }

    private mutating func set(_ variable: Variable, _ expression: CellExpression) {
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
    private mutating func cell(of variable: Variable) -> CellReference {
        guard case .cell(let cell) = expression(variable) else { return failedCell() }
        return cell
    }

    private mutating func failedCell() -> CellReference {
        hasFailed = true
        return CellReference(.ap, 0)
    }

    /// As seen from the next instruction.
    private mutating func now(_ expression: CellExpression) -> CellExpression {
        guard let moved = expression.moved(by: state.apChange) else {
            hasFailed = true
            return expression
        }
        return moved
    }

    private mutating func now(_ cell: CellReference) -> CellReference {
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

    private mutating func append(_ body: Instruction.Body, mayIncrement: Bool) {
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

    // Jumps and scopes

    mutating func label() -> Label {
        places.append(Place())
        return Label(index: places.count - 1)
    }

    private mutating func append(_ body: Instruction.Body, to label: Label, mayIncrement: Bool) {
        jumps.append(Jump(label: label, instruction: instructions.count, offset: offset))
        append(body, mayIncrement: mayIncrement)
    }

    mutating func jump(_ label: Label) {
        append(.jump(0), to: label, mayIncrement: true)
        meet(label, state)
        isReachable = false
    }

    mutating func jump(_ label: Label, ifNotZero condition: Variable) {
        append(.jumpNotZero(now(cell(of: condition)), 0), to: label, mayIncrement: true)
        meet(label, state)
    }

    /// Writes the label here.
    mutating func place(_ label: Label) {
        if isReachable { meet(label, state) }
        guard let known = places[label.index].state else {
            hasFailed = true
            return
        }
        places[label.index].offset = offset
        state = known
        isReachable = true
    }

    /// Another way leads to a label: only what is known on both stays known.
    private mutating func meet(_ label: Label, _ other: State) {
        guard var known = places[label.index].state else {
            places[label.index].state = other
            return
        }
        if known.apChange != other.apChange || known.allocated != other.allocated { hasFailed = true }
        for index in known.variables.indices {
            let here = index < other.variables.count ? other.variables[index] : nil
            guard let here, let value = known.variables[index] else {
                known.variables[index] = nil
                continue
            }
            if here != value { hasFailed = true }
        }
        places[label.index].state = known
    }

    /// Cells that are allocated must have been passed by `ap`.
    private mutating func checkFinal(_ state: State) { if state.apChange < state.allocated { hasFailed = true } }

    /// Starts a scope with these variables only, each with the value of another.
    mutating func rescope(_ variables: [(new: Variable, value: Variable)]) {
        checkFinal(state)
        let values = variables.map { (new: $0.new, expression: now(expression($0.value))) }
        state = State()
        for (new, expression) in values { set(new, expression) }
    }

    /// Calls code of this function: what is on the stack can be reached there, what is in locals here.
    mutating func call(_ label: Label) {
        checkFinal(state)
        var inside: [CellExpression?] = [], here: [CellExpression?] = []
        for value in state.variables {
            guard let value else {
                inside.append(nil)
                here.append(nil)
                continue
            }
            let (isInside, isHere) = value.reach
            inside.append(isInside ? value.moved(by: state.apChange + 2)?.relativeToFrame : nil)
            here.append(isHere ? value : nil)
        }
        append(.call(0), to: label, mayIncrement: false)
        state = State(variables: here)
        meet(label, State(variables: inside))
    }

    mutating func `return`() {
        checkFinal(state)
        append(.return, mayIncrement: false)
        isReachable = false
    }

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

    // The end

    /// A way out of the code: by falling out at its end, or by a label that is not written.
    struct Exit {
        var state: State
        /// The instructions that jump there.
        var jumps: [Int]
    }

    /// The ways out, nil when the code cannot be written.
    mutating func finish(_ exits: [Label?]) -> [Exit]? {
        if !hints.isEmpty { hasFailed = true }
        var ways = exits.map { label -> Exit? in
            if let label { return places[label.index].state.map { Exit(state: $0, jumps: []) } }
            return isReachable ? Exit(state: state, jumps: []) : nil
        }
        for jump in jumps {
            if let target = places[jump.label.index].offset {
                _ = instructions[jump.instruction].relocate(by: target - jump.offset)
            } else if let exit = exits.firstIndex(where: { $0 == jump.label }) {
                ways[exit]?.jumps.append(jump.instruction)
            } else {
                hasFailed = true
            }
        }
        if isReachable && !exits.contains(nil) { hasFailed = true }
        var result: [Exit] = []
        for way in ways {
            guard let way else { return nil }
            checkFinal(way.state)
            result.append(way)
        }
        return hasFailed ? nil : result
    }
}

extension CellExpression {
    /// Whether the value can still be named inside code that is called, and after it.
    fileprivate var reach: (inside: Bool, after: Bool) {
        switch self {
        case .cell(let cell), .indirect(let cell, _): (cell.register == .ap, cell.register == .fp)
        case .immediate, .operation(_, _, .immediate): (true, true)
        case .operation(_, let a, .cell(let b)):
            a.register == b.register ? (b.register == .ap, b.register == .fp) : (false, false)
        }
    }

    /// The same offsets from `fp`.
    fileprivate var relativeToFrame: CellExpression {
        func frame(_ cell: CellReference) -> CellReference { CellReference(.fp, cell.offset) }
        switch self {
        case .cell(let cell): return .cell(frame(cell))
        case .indirect(let cell, let offset): return .indirect(frame(cell), offset)
        case .immediate: return self
        case .operation(let operation, let a, .immediate(let b)): return .operation(operation, frame(a), .immediate(b))
        case .operation(let operation, let a, .cell(let b)): return .operation(operation, frame(a), .cell(frame(b)))
        }
    }
}

import CasmModel
import SierraModel

/// Jumps, scopes and calls inside the code of a library function.
extension CodeBuilder {
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

import CasmModel
import SierraModel

/// Memory, `ap`, jumps, calls and constants.
extension InvocationCompiler {
    func branchAlign() -> Output {
        let cells = metadata.alignments[index] ?? 0
        return Output(instructions: cells > 0 ? [Instruction(body: .addAp(cells))] : [], results: [[]])
    }

    func jump() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let target = c.label()
        c.jump(target)
        return try finish(c, [Exit(target, [])])
    }

    /// The arguments are on top of the stack, and the results are so behind the call.
    func call(_ function: Int) throws(CompilationError) -> Output {
        guard references.areOnStack else { throw invalid }
        var results: [[CellExpression]] = []
        var offset = -1
        for output in libfunc.branches[0].outputs.reversed() {
            let size = try size(of: output.type)
            guard Int16(exactly: offset - size) != nil else { throw invalid }
            results.append(((offset - size + 1)..<(offset + 1)).map { .ap(Int16($0)) })
            offset -= size
        }
        return Output(
            instructions: [Instruction(body: .call(0))],
            relocations: [Relocation(instruction: 0, target: .statement(module.program.functions[function].entry))],
            results: [results.reversed()])
    }

    func constantAsBox(_ constant: TypeID, _ segment: Int) -> Output {
        let last = CellReference(.ap, -1)
        return Output(
            instructions: [
                Instruction(body: .call(0)),
                Instruction(
                    body: .assert(CellReference(.ap, 0), .operation(.add, last, .immediate(1))), incrementsAp: true),
            ],
            relocations: [
                Relocation(instruction: 0, target: .segment(segment)),
                Relocation(instruction: 1, target: .constant(constant, segment: segment)),
            ], results: [[[.cell(last)]]])
    }

    func constantCells(_ constant: TypeID) throws(CompilationError) -> [CellExpression] {
        try constants.values(constant).map { .immediate($0) }
    }

    mutating func memory() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .storeTemporary:
            let cells = references[0].cells
            let stores = try store(cells, in: [CellReference](repeating: CellReference(.ap, 0), count: cells.count))
            return Output(
                instructions: stores, results: [[(0..<cells.count).map { .ap(Int16($0 - cells.count)) }]])
        case .storeLocal:
            var places: [CellReference] = []
            for cell in references[0].cells {
                guard case .cell(let place) = cell else { throw invalid }
                places.append(place)
            }
            return Output(
                instructions: try store(references[1].cells, in: places), results: [[references[0].cells]])
        case .allocateLocal:
            guard case .local(let size) = libfunc.branches[0].apChange,
                let place = environment.allocateLocal(size), Int16(exactly: place + size) != nil
            else { throw .locals(statement: index) }
            return rename([(0..<size).map { .cell(CellReference(.fp, Int16(place + $0))) }])
        default:
            guard let cells = environment.localsToFinalize else { throw .locals(statement: index) }
            environment.frame = .finalized(cells)
            return Output(instructions: [Instruction(body: .addAp(cells))], results: [[]])
        }
    }

    /// Asserts that cells hold what expressions say; each store on the stack moves `ap`.
    private func store(
        _ values: [CellExpression], in places: [CellReference]
    ) throws(CompilationError) -> [Instruction] {
        guard values.count == places.count else { throw invalid }
        var instructions: [Instruction] = []
        var change = 0
        for (place, value) in zip(places, values) {
            guard let value = value.moved(by: change) else { throw .lostVariable(statement: index) }
            var body = Instruction.Body.assert(place, value)
            switch value {
            case .operation(.subtract, let a, let b): body = .assert(a, .operation(.add, place, b))
            case .operation(.divide, let a, let b): body = .assert(a, .operation(.multiply, place, b))
            default: break
            }
            let isOnStack = place.register == .ap
            instructions.append(Instruction(body: body, incrementsAp: isOnStack))
            if isOnStack { change += 1 }
        }
        return instructions
    }
}

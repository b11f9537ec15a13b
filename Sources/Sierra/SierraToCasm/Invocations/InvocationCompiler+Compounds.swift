import CasmModel
import SierraModel

/// Structs, enums and boxes.
extension InvocationCompiler {
    func boxes() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .intoBox:
            let cells = references[0].cells
            var c = CodeBuilder()
            guard !cells.isEmpty else {
                // Nothing to point to: any pointer that is not null.
                let one = c.constant(1)
                let address = c.temporary(.variable(one))
                return try finish(c, [[address]])
            }
            let size = c.constant(SierraInteger(cells.count))
            let address = c.temporary()
            c.hint(.allocConstantSize(size: c.input(size), dst: c.output(address)))
            for (place, cell) in cells.enumerated() {
                let value = c.cell(cell)
                c.assert(value, address[Int16(truncatingIfNeeded: place)])
            }
            return try finish(c, [[address]])
        case .localIntoBox:
            // A call that returns at once leaves the frame's own pointer on the stack.
            var offset: Int16 = 0
            if let first = references[0].cells.first {
                guard case .cell(let cell) = first, cell.register == .fp else { throw invalid }
                offset = cell.offset
            }
            return Output(
                instructions: [Instruction(body: .call(0))],
                relocations: [Relocation(instruction: 0, target: .end)],
                results: [[[.sum(CellReference(.ap, -2), SierraInteger(Int(offset)))]]])
        default:
            guard case .cell(let pointer) = try single(0) else { throw invalid }
            let size = try size(of: libfunc.branches[0].outputs[0].type)
            return rename([(0..<size).map { .indirect(pointer, Int16($0)) }])
        }
    }

    func structs() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .constructStruct: return rename([references.flatMap { $0.cells }])
        case .deconstructStruct:
            var rest = references[0].cells[...]
            var results: [[CellExpression]] = []
            for output in libfunc.branches[0].outputs {
                let size = try size(of: output.type)
                guard size <= rest.count else { throw invalid }
                results.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            return rename(results)
        case .deconstructBoxedStruct(let members):
            guard let (cell, start) = try single(0).cellAndOffset else { throw invalid }
            var offset = Int(start)
            var results: [[CellExpression]] = []
            for member in members {
                results.append([.sum(cell, SierraInteger(offset))])
                offset += try size(of: member)
                guard Int16(exactly: offset) != nil else { throw invalid }
            }
            return rename(results)
        default: throw invalid
        }
    }

    func enums() throws(CompilationError) -> Output {
        switch libfunc.operation {
        case .initEnum(let variant, let count):
            let cells = references[0].cells
            let padding = try size(of: libfunc.branches[0].outputs[0].type) - 1 - cells.count
            guard padding >= 0 else { throw invalid }
            let zeros = [CellExpression](repeating: .immediate(0), count: padding)
            return rename([[.immediate(SierraInteger(EnumSelector.value(variant, of: count)))] + zeros + cells])
        case .enumFromInteger(let count):
            // The selector is 2 * (count - index) - 1 = -2 * (index - (2 * count - 1) / 2).
            var c = CodeBuilder()
            let value = c.cell(try single(0))
            let middle = c.constant((SierraInteger(2 * count - 1) + .prime).divided(by: 2).quotient)
            let minusTwo = c.constant(-2)
            let shifted = c.temporary(value - middle)
            let selector = c.define(shifted * minusTwo)
            return try finish(c, [[selector]])
        case .matchEnum:
            guard case .cell(let selector)? = references[0].cells.first else { throw invalid }
            var results: [[[CellExpression]]] = []
            for branch in libfunc.branches {
                let size = try size(of: branch.outputs[0].type)
                guard size < references[0].cells.count else { throw invalid }
                results.append([Array(references[0].cells.suffix(size))])
            }
            return try match(selector, results, after: [])
        case .matchBoxedEnum(let variants): return try matchBoxed(variants)
        default: throw invalid
        }
    }

    private func matchBoxed(_ variants: [TypeID]) throws(CompilationError) -> Output {
        guard !variants.isEmpty else { return Output(results: []) }
        guard let (cell, offset) = try single(0).cellAndOffset else { throw invalid }
        var sizes: [Int] = []
        for variant in variants { sizes.append(try size(of: variant)) }
        let most = sizes.max() ?? 0
        guard Int16(exactly: Int(offset) + 1 + most) != nil else { throw invalid }
        let load = variants.count > 1 ? 1 : 0
        guard let pointer = cell.moved(by: load) else { throw invalid }
        let results = sizes.map { [[CellExpression.sum(pointer, SierraInteger(Int(offset) + 1 + most - $0))]] }
        guard load > 0 else { return Output(results: results) }
        let read = Instruction(
            body: .assert(CellReference(.ap, 0), .indirect(cell, offset)), incrementsAp: true)
        return try match(CellReference(.ap, -1), results, after: [read])
    }

    /// One jump for up to two variants, else a jump into a table of jumps, which leads to the last variant first.
    private func match(
        _ selector: CellReference, _ results: [[[CellExpression]]], after first: [Instruction]
    ) throws(CompilationError) -> Output {
        var output = Output(instructions: first, results: results)
        if results.count == 2 {
            output.relocations.append(
                Relocation(instruction: first.count, target: .statement(try target(1))))
            output.instructions.append(Instruction(body: .jumpNotZero(selector, 0)))
        } else if results.count > 2 {
            output.instructions.append(Instruction(body: .jumpBy(selector)))
            for branch in (1..<results.count).reversed() {
                output.relocations.append(
                    Relocation(
                        instruction: output.instructions.count, target: .statement(try target(branch))))
                output.instructions.append(Instruction(body: .jump(0)))
            }
        }
        return output
    }
}

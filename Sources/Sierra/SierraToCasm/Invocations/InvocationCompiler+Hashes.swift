import CasmModel
import FiniteFields
import SierraModel

/// Hashes: the builtins' cells hold inputs and results.
extension InvocationCompiler {
    func hashes() throws(CompilationError) -> Output {
        var c = CodeBuilder()
        switch libfunc.operation {
        case .pedersen:
            let (x, y) = (c.cell(try single(1)), c.cell(try single(2)))
            let builtin = c.buffer(try single(0), reach: 2)
            c.write(x, to: builtin)
            c.write(y, to: builtin)
            let result = c.read(builtin)
            return try finish(c, [[builtin], [result]])
        case .hades:
            let state = [c.cell(try single(1)), c.cell(try single(2)), c.cell(try single(3))]
            let builtin = c.buffer(try single(0), reach: 5)
            for word in state { c.write(word, to: builtin) }
            let results = state.map { _ in [c.read(builtin)] }
            return try finish(c, [[builtin]] + results)
        case .blake(let final):
            guard case .cell(let state) = try single(0), case .cell(let count) = try single(1),
                case .cell(let message) = try single(2)
            else { throw invalid }
            let allocation = Hint.allocConstantSize(size: .immediate(8), dst: CellReference(.ap, 0))
            return Output(
                instructions: [
                    Instruction(
                        body: .blake(state: state, count: count, message: message, final: final), incrementsAp: true,
                        hints: [allocation])
                ], results: [[[.ap(-1)]]])
        default: throw invalid
        }
    }

    /// The request is written to the system's buffer, the response read from behind it.
    func systemCall(_ selector: GenericName) throws(CompilationError) -> Output {
        var c = CodeBuilder()
        let gas = c.cell(try single(0))
        let inputs = references.dropFirst(2).flatMap { $0.cells }
        var outputSizes: [Int] = []
        for output in libfunc.branches[0].outputs.dropFirst(2) { outputSizes.append(try size(of: output.type)) }
        let successSize = outputSizes.reduce(0, +), failureSize = 2
        let responseSize = max(successSize, failureSize)
        let system = c.buffer(try single(1), reach: inputs.count + 2 + responseSize + 2)
        let request = c.copy(system)
        let constant = c.constant(SierraInteger(magnitude: selector.value))
        let name = c.temporary(constant)
        c.write(name, to: system)
        c.write(gas, to: system)
        for input in inputs {
            let value = c.cell(input)
            c.write(value, to: system)
        }
        c.hint(.systemCall(system: c.input(request)))
        let updatedGas = c.read(system)
        let hasFailed = c.load(system)
        var response: [Variable] = []
        var success: Variable?, failure: Variable?
        for place in 0..<responseSize {
            if place == successSize { success = c.copy(system) }
            if place == failureSize { failure = c.copy(system) }
            response.append(c.read(system))
        }
        var results = [[updatedGas], [success ?? system]]
        var rest = response[...]
        for size in outputSizes {
            results.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        let failed = c.label()
        c.jump(failed, ifNotZero: hasFailed)
        return try finish(
            c,
            [
                Exit(nil, results),
                Exit(failed, [[updatedGas], [failure ?? system], [response[0], response[1]]]),
            ])
    }
}

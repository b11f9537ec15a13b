import CasmModel
import SierraModel

/// Writes the code of one invocation: the library function's parameters are the references it is given.
struct InvocationCompiler {
    let module: SierraModule
    let metadata: ProgramMetadata
    let constants: ConstantTable
    let libfunc: Libfunc
    let invocation: Invocation
    let index: Int
    let references: [Reference]
    var environment: Environment

    /// The code, how it is relocated, and what holds behind each branch.
    struct Output {
        var instructions: [Instruction] = []
        var relocations: [Relocation] = []
        /// The cells of the results of each branch.
        var results: [[[CellExpression]]]
    }

    /// A way out of the code and its results: falling out at the end, or a label, which is relocated to the branch's
    /// statement.
    struct Exit {
        var label: Label?
        var results: [[Variable]]

        init(_ label: Label? = nil, _ results: [[Variable]]) {
            self.label = label
            self.results = results
        }
    }

    // What the invocation depends on

    /// The single cell of a parameter.
    func single(_ parameter: Int) throws(CompilationError) -> CellExpression {
        guard references[parameter].cells.count == 1 else { throw invalid }
        return references[parameter].cells[0]
    }

    /// The cells of a parameter of so many.
    func cells(_ parameter: Int, _ count: Int) throws(CompilationError) -> [CellExpression] {
        guard references[parameter].cells.count == count else { throw invalid }
        return references[parameter].cells
    }

    var invalid: CompilationError { .invalidReference(statement: index) }

    func size(of type: TypeID) throws(CompilationError) -> Int {
        guard let size = module.types[type].size else { throw invalid }
        return size
    }

    func circuit(_ type: TypeID) throws(CompilationError) -> Circuit {
        guard case .circuit(let circuit) = module.types[type].kind else { throw invalid }
        return circuit
    }

    /// The amounts of this statement.
    var amounts: GasAmounts { metadata.amounts[index] ?? GasAmounts() }

    /// The statement that a branch jumps to.
    func target(_ branch: Int) throws(CompilationError) -> Int {
        guard invocation.branches.indices.contains(branch), let target = invocation.branches[branch].target else {
            throw .branchAlignExpected(statement: index)
        }
        return target
    }

    // Ways to say what the code is

    /// Without code: the results are these cells.
    func rename(_ results: [[CellExpression]]) -> Output { Output(results: [results]) }

    /// The builder's code after some that moved `ap` already; exits in the order of the branches.
    func finish(
        _ builder: CodeBuilder, _ exits: [Exit], after first: Output = Output(results: [])
    ) throws(CompilationError) -> Output {
        var builder = builder
        guard let ways = builder.finish(exits.map { $0.label }), ways.count == libfunc.branches.count else {
            throw invalid
        }
        var output = Output(instructions: first.instructions, relocations: first.relocations, results: [])
        var jumps: [Relocation] = []
        for (branch, (way, exit)) in zip(ways, exits).enumerated() {
            guard case .known(let change) = libfunc.branches[branch].apChange.priced(amounts),
                change == way.state.apChange
            else { throw .metadataMismatch(statement: index) }
            for jump in way.jumps {
                jumps.append(
                    Relocation(
                        instruction: first.instructions.count + jump, target: .statement(try target(branch))))
            }
            var results: [[CellExpression]] = []
            for variables in exit.results {
                var cells: [CellExpression] = []
                for variable in variables {
                    guard variable.index < way.state.variables.count,
                        let cell = way.state.variables[variable.index]?.moved(by: change)
                    else { throw invalid }
                    cells.append(cell)
                }
                results.append(cells)
            }
            output.results.append(results)
        }
        jumps.sort { $0.instruction < $1.instruction }
        output.relocations += jumps
        output.instructions += builder.instructions
        return output
    }

    /// Code that is only asserts, ending by falling out.
    func finish(_ builder: CodeBuilder, _ results: [[Variable]]) throws(CompilationError) -> Output {
        try finish(builder, [Exit(nil, results)])
    }
}

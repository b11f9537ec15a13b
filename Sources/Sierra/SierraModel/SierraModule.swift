/// A Sierra program whose types and library functions exist and whose statements fit them: what compilers start from.
public struct SierraModule: Sendable {
    public let program: SierraProgram
    public let types: TypeRegistry
    /// By the index of their declaration.
    public let libfuncs: [Libfunc]

    /// The most types that making the library functions may look at; the largest of the known classes take 5,000. Few
    /// declarations can name a type of very many members very often.
    static let libfuncWorkMax = 1 << 20

    /// Makes all types and library functions, and checks functions and statements.
    public init(_ program: SierraProgram) throws(SierraError) {
        let types = try TypeRegistry(program.types)
        var libfuncs: [Libfunc] = []
        libfuncs.reserveCapacity(program.libfuncs.count)
        var work = WorkBudget(SierraModule.libfuncWorkMax)
        for (index, declaration) in program.libfuncs.enumerated() {
            guard work.spend(1 + declaration.arguments.count) else { throw .tooLarge }
            for argument in declaration.arguments {
                guard work.spend(types.breadth(of: argument, program.functions)) else { throw .tooLarge }
            }
            let context = LibfuncContext(
                types: types, functions: program.functions, name: declaration.name,
                arguments: GenericArguments(declaration.arguments))
            do { libfuncs.append(try context.specialize()) } catch { throw .libfunc(index, error) }
        }
        self.program = program
        self.types = types
        self.libfuncs = libfuncs
        try checkFunctions()
        try checkStatements()
    }

    /// The library function of an invocation.
    public func libfunc(_ invocation: Invocation) -> Libfunc { libfuncs[invocation.libfunc] }

    private func checkFunctions() throws(SierraError) {
        for (index, function) in program.functions.enumerated() {
            for type in function.parameters + function.results {
                guard types.types.indices.contains(type.index) else { throw .functionOutOfRange(index) }
                guard types[type].properties.storable else { throw .unstorableParameter(function: index) }
            }
            guard program.statements.indices.contains(function.entry) else { throw .functionOutOfRange(index) }
        }
    }

    private func checkStatements() throws(SierraError) {
        // The statements that one of several branches leads to.
        var targets = [Bool](repeating: false, count: program.statements.count)
        for index in program.statements.indices {
            guard let invocation = program.invocation(index) else { continue }
            guard libfuncs.indices.contains(invocation.libfunc) else { throw .missingLibfunc(statement: index) }
            let libfunc = libfuncs[invocation.libfunc]
            guard invocation.arguments.count == libfunc.parameters.count,
                invocation.branches.count == libfunc.branches.count
            else { throw .invocationMismatch(statement: index) }
            for (place, (branch, expected)) in zip(invocation.branches, libfunc.branches).enumerated() {
                guard branch.results.count == expected.outputs.count else {
                    throw .invocationMismatch(statement: index)
                }
                guard (libfunc.fallthroughBranch == place) == (branch.target == nil) else {
                    throw .branchTargetMismatch(statement: index)
                }
                guard libfunc.isBranchAlign || !targets[index] else { throw .branchNotToAlign(statement: index) }
                let next = branch.next(after: index)
                guard next < program.statements.count else { throw .jumpOutOfRange(statement: index) }
                guard libfunc.branches.count > 1 else { continue }
                guard next >= index else { throw .branchBackwards(statement: index) }
                guard !targets[next] else { throw .repeatedBranchTarget(statement: index) }
                targets[next] = true
            }
        }
    }
}

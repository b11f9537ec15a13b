import FiniteFields
@testable import SierraModel
@testable import SierraToCasm

/// Builds programs by hand: types and library functions by name, statements one after the other.
struct ProgramText {
    var program = SierraProgram(types: [], libfuncs: [], statements: [], functions: [])

    mutating func type(_ name: GenericName, _ arguments: GenericArgument...) -> TypeID {
        program.types.append(TypeDeclaration(key: TypeKey(name, arguments), declared: nil))
        return TypeID(program.types.count - 1)
    }

    mutating func libfunc(_ name: GenericName, _ arguments: GenericArgument...) -> Int {
        program.libfuncs.append(LibfuncDeclaration(name: name, arguments: arguments))
        return program.libfuncs.count - 1
    }

    /// A statement that goes on with the next one.
    mutating func call(_ libfunc: Int, _ arguments: [UInt64] = [], _ results: [UInt64] = []) {
        branch(libfunc, arguments, [(nil, results)])
    }

    mutating func branch(_ libfunc: Int, _ arguments: [UInt64], _ branches: [(target: Int?, results: [UInt64])]) {
        program.statements.append(
            .invocation(
                Invocation(
                    libfunc: libfunc, arguments: arguments.map { VariableID($0) },
                    branches: branches.map { Branch(target: $0, results: $1.map { VariableID($0) }) })))
    }

    mutating func end(_ variables: UInt64...) {
        program.statements.append(.return(variables.map { VariableID($0) }))
    }

    mutating func function(_ parameters: [(UInt64, TypeID)], _ results: [TypeID], at entry: Int = 0) {
        program.functions.append(
            SierraFunction(
                parameters: parameters.map { $0.1 }, results: results, variables: parameters.map { VariableID($0.0) },
                entry: entry))
    }

    /// Compiles it as a class without entry points.
    func compile(
        _ version: SierraVersion = .current, bytecodeMax: Int = SierraContract.bytecodeMax
    ) throws(CompilationError) {
        let contract = SierraContract(program: [], external: [], l1Handler: [], constructor: [])
        _ = try contract.compile(program, version, bytecodeMax: bytecodeMax)
    }
}

/// Why a program does not compile; nil when it does.
func refusal(_ write: (inout ProgramText) -> Void) -> CompilationError? {
    var text = ProgramText()
    write(&text)
    do throws(CompilationError) {
        try text.compile()
        return nil
    } catch { return error }
}

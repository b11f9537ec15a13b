@testable public import SierraModel

/// Builds programs by hand: types and library functions by name, statements one after the other.
public struct ProgramText {
    public var program: SierraProgram

    /// A program without anything.
    public init() { program = SierraProgram(types: [], libfuncs: [], statements: [], functions: []) }

    /// One to go on from.
    public init(program: SierraProgram) { self.program = program }

    /// Declares a type.
    public mutating func type(_ name: GenericName, _ arguments: GenericArgument...) -> TypeID {
        program.types.append(TypeDeclaration(key: TypeKey(name, arguments), declared: nil))
        return TypeID(program.types.count - 1)
    }

    /// Declares a library function.
    public mutating func libfunc(_ name: GenericName, _ arguments: GenericArgument...) -> Int {
        program.libfuncs.append(LibfuncDeclaration(name: name, arguments: arguments))
        return program.libfuncs.count - 1
    }

    /// A statement with one way on, which is the next one unless a target is given.
    public mutating func call(
        _ libfunc: Int, _ arguments: [UInt64] = [], _ results: [UInt64] = [], to target: Int? = nil
    ) {
        branch(libfunc, arguments, [(target, results)])
    }

    /// A statement with several ways on.
    public mutating func branch(_ libfunc: Int, _ arguments: [UInt64], _ branches: [(target: Int?, results: [UInt64])])
    {
        program.statements.append(
            .invocation(
                Invocation(
                    libfunc: libfunc, arguments: arguments.map { VariableID($0) },
                    branches: branches.map { Branch(target: $0, results: $1.map { VariableID($0) }) })))
    }

    /// A statement that returns.
    public mutating func end(_ variables: UInt64...) {
        program.statements.append(.return(variables.map { VariableID($0) }))
    }

    /// Declares a function that begins at a statement.
    public mutating func function(_ parameters: [(UInt64, TypeID)], _ results: [TypeID], at entry: Int = 0) {
        program.functions.append(
            SierraFunction(
                parameters: parameters.map { $0.1 }, results: results, variables: parameters.map { VariableID($0.0) },
                entry: entry))
    }
}

import FiniteFields

@testable import SierraModel

/// A Sierra program under construction: statements one after the other, library functions by name.
struct SierraText {
    var program = SierraProgram(types: [], libfuncs: [], statements: [], functions: [])
    private var libfuncs: [String: Int] = [:]

    mutating func type(_ name: GenericName, _ arguments: GenericArgument...) -> TypeID {
        let key = TypeKey(name, arguments)
        if let known = program.types.firstIndex(where: { $0.key == key }) { return TypeID(known) }
        program.types.append(TypeDeclaration(key: key, declared: nil))
        return TypeID(program.types.count - 1)
    }

    /// A statement that goes on with the next one, and elsewhere when it fails: `otherwise` are its results then, and the
    /// number that is returned is for `land`.
    @discardableResult
    mutating func call(
        _ name: GenericName, _ generic: [GenericArgument] = [], _ arguments: [UInt64] = [], _ results: [UInt64] = [],
        otherwise: [UInt64]? = nil
    ) -> Int {
        let key = "\(name) \(generic)", index = libfuncs[key] ?? program.libfuncs.count
        if libfuncs.updateValue(index, forKey: key) == nil {
            program.libfuncs.append(LibfuncDeclaration(name: name, arguments: generic))
        }
        var branches = [Branch(target: nil, results: results.map { VariableID($0) })]
        if let otherwise { branches.append(Branch(target: 0, results: otherwise.map { VariableID($0) })) }
        program.statements.append(
            .invocation(Invocation(libfunc: index, arguments: arguments.map { VariableID($0) }, branches: branches)))
        return program.statements.count - 1
    }

    /// The next statement is where another one goes when it fails.
    mutating func land(_ statement: Int) {
        guard case .invocation(var invocation) = program.statements[statement] else { return }
        invocation.branches[1].target = program.statements.count
        program.statements[statement] = .invocation(invocation)
    }

    mutating func store(_ type: TypeID, _ variable: UInt64) {
        call("store_temp", [.type(type)], [variable], [variable])
    }

    mutating func end(_ values: [(type: TypeID, variable: UInt64)]) {
        for (type, variable) in values { store(type, variable) }
        end(values.map(\.variable))
    }

    mutating func end(_ variables: [UInt64]) {
        program.statements.append(.return(variables.map { VariableID($0) }))
    }
}

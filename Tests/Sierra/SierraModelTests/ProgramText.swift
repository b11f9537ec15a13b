@testable import SierraModel

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

    mutating func call(_ libfunc: Int, _ branches: [Int?] = [nil], arguments: Int = 0, results: Int = 0) {
        let variables = { (count: Int) in (0..<count).map { VariableID(UInt64($0)) } }
        program.statements.append(
            .invocation(
                Invocation(
                    libfunc: libfunc, arguments: variables(arguments),
                    branches: branches.map { Branch(target: $0, results: variables(results)) })))
    }

    mutating func end() { program.statements.append(.return([])) }

    mutating func function(_ parameters: [TypeID] = [], at entry: Int = 0) {
        program.functions.append(
            SierraFunction(
                parameters: parameters, results: [],
                variables: parameters.indices.map { VariableID(UInt64($0)) }, entry: entry))
    }
}

/// Why the program is refused; its metadata too, if it comes that far.
func refusal(entryFunctions: [Int] = [], _ write: (inout ProgramText) -> Void) -> SierraError? {
    var text = ProgramText()
    write(&text)
    do throws(SierraError) {
        _ = try ProgramMetadata(try SierraModule(text.program), entryFunctions: entryFunctions)
        return nil
    } catch { return error }
}

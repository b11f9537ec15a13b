public import FiniteFields

extension SierraProgram {
    /// The most values a decompressed program may have.
    public static let valuesMax = 1 << 23
    /// The most statements; the largest of the known classes have 24,000. A statement takes some hundred bytes until its
    /// program is compiled, and few values say one.
    static let statementsMax = 1 << 19

    /// Decodes the felts of a class (EXEC §4.2): versions of Sierra and of the compiler, then the compressed program.
    /// Values behind the last function are let through, as the reference does.
    public static func decode(
        _ felts: [Felt252]
    ) throws(SierraError) -> (version: SierraVersion, program: SierraProgram) {
        guard felts.count >= 6 else { throw .malformed }
        var numbers: [UInt64] = []
        for felt in felts.prefix(6) {
            guard let number = felt.asUInt64 else { throw .malformed }
            numbers.append(number)
        }
        let values = try ProgramCompression.decompress(felts.dropFirst(6), limit: valuesMax)
        var reader = ProgramReader(values)
        return (SierraVersion(numbers[0], numbers[1], numbers[2]), try SierraProgram(&reader))
    }

    init(_ reader: inout ProgramReader) throws(SierraError) {
        types = []
        for _ in 0..<(try reader.count()) { types.append(try TypeDeclaration(&reader)) }
        libfuncs = []
        for _ in 0..<(try reader.count()) {
            let name = GenericName(try reader.value())
            libfuncs.append(
                LibfuncDeclaration(name: name, arguments: try reader.genericArguments(try reader.count())))
        }
        statements = []
        let count = try reader.count()
        guard count <= SierraProgram.statementsMax else { throw .tooLarge }
        statements.reserveCapacity(count)
        for _ in 0..<count { statements.append(try Statement(&reader)) }
        functions = []
        for _ in 0..<(try reader.count()) { functions.append(try SierraFunction(&reader)) }
    }
}

extension TypeDeclaration {
    /// The count of arguments and, above 128 bits of it, the declared properties.
    init(_ reader: inout ProgramReader) throws(SierraError) {
        let name = GenericName(try reader.value())
        let header = try reader.value()
        guard header.b == 0, header.d == 0, let count = Int(exactly: header.a) else { throw .malformed }
        let flags = header.c
        key = TypeKey(name, try reader.genericArguments(try reader.checked(count)))
        guard flags != 0 else { return }
        declared = TypeProperties(
            storable: flags & 1 != 0, droppable: flags & 2 != 0, duplicatable: flags & 4 != 0,
            zeroSized: flags & 8 != 0)
    }
}

extension Statement {
    init(_ reader: inout ProgramReader) throws(SierraError) {
        switch try reader.word() {
        case 0:
            let libfunc = try reader.size()
            let arguments = try reader.variables()
            var branches: [Branch] = []
            for _ in 0..<(try reader.count()) {
                // The largest word stands for falling through.
                let target = try reader.word()
                guard target == .max || target <= UInt64(Int32.max) else { throw .malformed }
                branches.append(
                    Branch(target: target == .max ? nil : Int(target), results: try reader.variables()))
            }
            self = .invocation(Invocation(libfunc: libfunc, arguments: arguments, branches: branches))
        case 1: self = .return(try reader.variables())
        default: throw .malformed
        }
    }
}

extension SierraFunction {
    init(_ reader: inout ProgramReader) throws(SierraError) {
        parameters = try reader.types()
        results = try reader.types()
        variables = []
        for _ in parameters { variables.append(VariableID(try reader.word())) }
        entry = try reader.size()
    }
}

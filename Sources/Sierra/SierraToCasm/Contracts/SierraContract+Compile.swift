public import CasmModel
import FiniteFields
public import SierraModel

extension SierraContract {
    /// The compiler whose output this is, word for word.
    public static let compilerVersion = "2.19.4"
    /// The most words of code that the network accepts from the compiler.
    public static let bytecodeMax = 180_000
    /// The oldest Sierra version that compiles; before it costs were the solution of equations.
    static let oldestVersion = SierraVersion(1, 4, 0)
    /// From this version on code is hashed function by function.
    static let segmentedVersion = SierraVersion(1, 5, 0)

    /// The compiled class (EXEC §4.6, §4.7).
    public func compile(
        bytecodeMax: Int = SierraContract.bytecodeMax
    ) throws(CompilationError) -> CasmClass {
        try compileWithCosts(bytecodeMax: bytecodeMax).casm
    }

    /// The compiled class, and what calls of each function cost, in the order of the program: gas, and uses of builtins that
    /// have a price.
    public func compileWithCosts(
        bytecodeMax: Int = SierraContract.bytecodeMax
    ) throws(CompilationError) -> (casm: CasmClass, functionCosts: [GasAmounts]) {
        let (version, program) = try decode()
        return try compile(program, version, bytecodeMax: bytecodeMax)
    }

    /// The program as compilers start from it, checked as far as this one checks programs before it writes code.
    public func checkedProgram() throws(CompilationError) -> CheckedProgram {
        let (version, program) = try decode()
        return try check(program, version).checked
    }

    /// The module of a program that may be compiled, and what its code depends on.
    private func check(
        _ program: SierraProgram, _ version: SierraVersion
    ) throws(CompilationError) -> (checked: CheckedProgram, checker: EntryPointChecker) {
        guard version.major == SierraVersion.current.major, version.minor <= SierraVersion.current.minor else {
            throw .unsupportedVersion(version)
        }
        try checkSelectors()
        try AllowedLibfuncs.check(program, version)
        let module: SierraModule
        do { module = try SierraModule(program) } catch { throw .of(error) }
        let checker = EntryPointChecker(module)
        let functions = try checker.functions(self)
        guard version.supports(SierraContract.oldestVersion) else { throw .equationsVersion(version) }
        do {
            let metadata = try ProgramMetadata(module, entryFunctions: functions)
            return (CheckedProgram(module: module, metadata: metadata, entryFunctions: functions), checker)
        } catch { throw .sierra(error) }
    }

    /// The compiled class of the decoded program, and what its functions cost.
    func compile(
        _ program: SierraProgram, _ version: SierraVersion, bytecodeMax: Int
    ) throws(CompilationError) -> (casm: CasmClass, functionCosts: [GasAmounts]) {
        let (checked, checker) = try check(program, version)
        let metadata = checked.metadata
        var compiler = try ProgramCompiler(checked.module, metadata, bytecodeMax: bytecodeMax)
        let (segments, code) = try compiler.compile()
        let segmentLengths =
            version.supports(SierraContract.segmentedVersion)
            ? try Segmentation.lengths(program, compiler, segments) : nil
        let offsets = compiler.statementOffsets
        func list(_ entries: [EntryPoint]) throws(CompilationError) -> [CasmEntryPoint] {
            var result: [CasmEntryPoint] = []
            for entry in entries {
                let function = Int(entry.function)
                result.append(
                    CasmEntryPoint(
                        selector: entry.selector, offset: offsets[program.functions[function].entry],
                        builtins: try checker.builtins(function)))
            }
            return result
        }
        let entryPoints = EntryPoints(
            external: try list(external), l1Handler: try list(l1Handler), constructor: try list(constructor))
        do {
            let casm = try CasmClass(
                compilerVersion: SierraContract.compilerVersion, bytecode: code.words, segmentLengths: segmentLengths,
                hints: code.hints, entryPoints: entryPoints)
            return (casm, metadata.functionCosts)
        } catch { throw .invalidClass }
    }

    private func decode() throws(CompilationError) -> (version: SierraVersion, program: SierraProgram) {
        do { return try SierraProgram.decode(program) } catch { throw .sierra(error) }
    }
}

extension CompilationError {
    /// A library function that does not exist is one that is not allowed.
    fileprivate static func of(_ error: SierraError) -> CompilationError {
        if case .libfunc(let index, .unknownName) = error { return .libfuncNotAllowed(index) }
        return .sierra(error)
    }
}

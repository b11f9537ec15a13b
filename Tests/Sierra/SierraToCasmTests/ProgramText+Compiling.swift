@testable import SierraModel
import SierraPrograms
@testable import SierraToCasm

extension ProgramText {
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

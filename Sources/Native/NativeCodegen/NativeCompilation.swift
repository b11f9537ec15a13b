public import LLVMBuilding
public import SierraModel

/// A class compiled to machine code.
public struct NativeObject: Sendable, Equatable {
    /// An ELF object. Everything that it imports comes from the context of a call, but for a few functions of C.
    public var bytes: [UInt8]
    /// What each entry point's function is exported as.
    public var entries: [Int: String]
}

/// From a checked program to machine code, in the process that asks for it: see `NativeEngine` for the watched way.
public enum NativeCompilation {
    /// Compiles the functions that the entry points reach. `tag`: letters and digits that no other loaded class has.
    public static func object(
        _ module: SierraModule, _ metadata: ProgramMetadata, entryFunctions: [Int], tag: String,
        for processor: TargetProcessor
    ) throws(NativeRefusal) -> NativeObject {
        let generator = try generate(module, metadata, entryFunctions, tag)
        do throws(CodeError) {
            return NativeObject(
                bytes: try generator.code.object(for: processor),
                entries: Dictionary(
                    uniqueKeysWithValues: entryFunctions.map { ($0, ClassGenerator.entryName(tag, $0)) }))
        } catch { throw .code(error.message) }
    }

    /// The class in LLVM's intermediate language, as text, and how many instructions it has.
    public static func text(
        _ module: SierraModule, _ metadata: ProgramMetadata, entryFunctions: [Int], tag: String
    ) throws(NativeRefusal) -> (text: String, instructions: Int) {
        let code = try generate(module, metadata, entryFunctions, tag).code
        return (code.text, code.instructionCount)
    }

    private static func generate(
        _ module: SierraModule, _ metadata: ProgramMetadata, _ entryFunctions: [Int], _ tag: String
    ) throws(NativeRefusal) -> ClassGenerator {
        let generator = try ClassGenerator(module, metadata, entryFunctions: entryFunctions)
        try generator.generate(entryFunctions: entryFunctions, tag: tag)
        return generator
    }
}

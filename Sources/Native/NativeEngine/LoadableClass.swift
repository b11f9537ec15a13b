public import CasmModel
public import FiniteFields
public import LLVMBuilding
public import NativeCodegen
public import SierraToCasm

/// A class's machine code, and which of its exports is which entry point.
public struct LoadableClass: Sendable, Equatable {
    /// An entry point.
    public struct Entry: Sendable, Equatable {
        public var type: EntryPointType
        public var selector: Felt252
        /// What its code is exported as.
        public var export: String
    }

    /// Bytes of an export's name.
    static let exportBytesMax = 256

    public var object: [UInt8]
    public var entries: [Entry]

    init(object: [UInt8], entries: [Entry]) {
        self.object = object
        self.entries = entries
    }

    /// Compiles a contract in this process. `tag`: letters and digits that no other loaded class has.
    public init(
        compiling contract: SierraContract, tag: String, for processor: TargetProcessor
    ) throws(NativeRefusal) {
        let program: CheckedProgram
        do throws(CompilationError) { program = try contract.checkedProgram() } catch { throw .code("\(error)") }
        let made = try NativeCompilation.object(
            program.module, program.metadata, entryFunctions: program.entryFunctions, tag: tag, for: processor)
        object = made.bytes
        entries = []
        let lists: [(EntryPointType, [SierraContract.EntryPoint])] = [
            (.external, contract.external), (.l1Handler, contract.l1Handler), (.constructor, contract.constructor),
        ]
        for (type, list) in lists {
            for entry in list {
                guard let function = Int(exactly: entry.function), let export = made.entries[function] else {
                    throw .entryPoint(function: Int(clamping: entry.function))
                }
                entries.append(Entry(type: type, selector: entry.selector, export: export))
            }
        }
    }
}

import LLVMBuilding
import NativeLayout
import SierraModel

/// Writes the code of a class: the functions that its entry points reach, and for each entry point a function that the
/// runtime can call.
final class ClassGenerator {
    let module: SierraModule
    let metadata: ProgramMetadata
    let layouts: TypeLayouts
    let code: CodeModule
    let runtime: RuntimeCalls
    let graph: CallGraph
    private(set) var functions: [Int: Function] = [:]

    init(_ module: SierraModule, _ metadata: ProgramMetadata, entryFunctions: [Int]) throws(NativeRefusal) {
        self.module = module
        self.metadata = metadata
        layouts = TypeLayouts(module.types)
        code = CodeModule("class")
        runtime = RuntimeCalls(code)
        graph = try CallGraph(module, entryFunctions)
        for index in graph.reached.sorted() { functions[index] = try declare(index) }
    }

    /// The layout of a type; refused where there is none.
    func layout(_ type: TypeID) throws(NativeRefusal) -> ValueLayout {
        guard let layout = layouts[type] else { throw .type(type.index) }
        return layout
    }

    private func cells(_ types: [TypeID]) throws(NativeRefusal) -> [CellType] {
        var cells: [CellType] = []
        for type in types { cells += try layout(type).cells }
        return cells
    }

    private func declare(_ index: Int) throws(NativeRefusal) -> Function {
        let function = module.program.functions[index]
        return code.function(
            "f\(index)", [.pointer] + (try cells(function.parameters)), results: try cells(function.results),
            [.isInternal, .takesContext])
    }

    /// Writes everything. `tag` is the beginning of what the entry points are named.
    func generate(entryFunctions: [Int], tag: String) throws(NativeRefusal) {
        for index in graph.reached.sorted() {
            guard let function = functions[index] else { continue }
            let generator = FunctionGenerator(self, index, function)
            try generator.generate()
            guard code.instructionCount <= NativeBudget.classInstructionsMax else { throw .budget(.class) }
        }
        for index in entryFunctions { try writeEntry(index, named: ClassGenerator.entryName(tag, index)) }
    }

    /// What the entry point of a function is named.
    static func entryName(_ tag: String, _ function: Int) -> String { "\(tag)_\(function)" }

    /// Calldata in, and in the end a pointer, a count, and whether the function panicked.
    private func writeEntry(_ index: Int, named name: String) throws(NativeRefusal) {
        let result = CellType.integer(8)
        guard let function = functions[index], function.parameters == [.pointer, .pointer, .extent],
            function.results == [result, .pointer, .extent]
        else { throw .entryPoint(function: index) }
        let entry = code.function(name, [.pointer, .pointer, .extent, .pointer], results: [], [])
        code.begin(code.block(in: entry))
        let results = code.call(function, (0..<3).map { code.parameter($0, of: entry) })
        let output = code.parameter(3, of: entry)
        code.store(results[1], at: output)
        code.store(code.binary(.and, results[2], 0xffff_ffff), at: code.offset(output, by: 8))
        code.store(code.resize(results[0], to: .integer(32)), at: code.offset(output, by: 16))
        code.return([], from: entry)
    }
}

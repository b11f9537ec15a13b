import CasmModel
import SierraModel

/// How code is cut into pieces that are hashed each on their own: functions, then the segments of constants (EXEC
/// §4.7).
enum Segmentation {
    static func lengths(
        _ program: SierraProgram, _ compiler: ProgramCompiler, _ segments: ConstantSegments
    ) throws(CompilationError) -> BytecodeSegments {
        let total = compiler.codeSize + segments.total
        guard total > 0 else { return .leaf(0) }
        let starts = try functionStarts(program)
        let offsets = starts.map { compiler.statementOffsets[$0] } + [compiler.codeSize]
        let functions = zip(offsets, offsets.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
        return .node((functions + segments.lengths).map { .leaf($0) })
    }

    /// The first statements of the functions in order; no way leads out of the statements of one.
    private static func functionStarts(_ program: SierraProgram) throws(CompilationError) -> [Int] {
        let starts = program.functions.map { $0.entry }.sorted()
        guard starts.first == 0 else { throw .segmentation(statement: 0) }
        var next = 1
        var start = 0, furthest = 0, furthestSource = 0
        for index in program.statements.indices {
            if next < starts.count, starts[next] == index {
                guard furthest < index else { throw .segmentation(statement: furthestSource) }
                (start, furthest, furthestSource) = (index, index, index)
                next += 1
            }
            for branch in program.invocation(index)?.branches ?? [] {
                let target = branch.next(after: index)
                guard target >= start else { throw .segmentation(statement: index) }
                if target > furthest { (furthest, furthestSource) = (target, index) }
            }
        }
        guard furthest < program.statements.count else { throw .segmentation(statement: furthestSource) }
        return starts
    }
}

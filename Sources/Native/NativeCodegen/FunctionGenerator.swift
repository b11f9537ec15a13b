import LLVMBuilding
import NativeLayout
import SierraModel

/// Writes one function: its statements in the order in which they lead to each other, each library function in the form that
/// its family's file gives.
///
/// A variable is a list of scalars. Where ways meet, each scalar of each variable is merged at once: what is alive there is
/// exactly what Sierra says is.
final class FunctionGenerator {
    /// A variable of the program.
    struct Variable {
        var type: TypeID
        var cells: [Value]
    }
    typealias Environment = [VariableID: Variable]

    /// Where several ways meet.
    struct Meeting {
        let block: Block
        let variables: [VariableID]
        let environment: Environment
    }

    /// What goes on from the end of a block.
    struct Work {
        let statement: Int
        let block: Block
        let environment: Environment
        /// Nothing else leads there, so that it becomes one piece with what was written last.
        let isJoined: Bool
    }

    let parent: ClassGenerator
    let index: Int
    let function: Function
    let code: CodeModule
    /// The context of the call.
    let context: Value
    /// Where buffers of the frame stand.
    let start: Block
    /// The first block behind the checks, and the parameters there: where a function goes on that calls itself last.
    let first: Block
    var parameters: [Value] = []
    /// Felts that came of 64 bits or fewer, and those bits.
    var small: [Value: Value] = [:]
    var meetingPoints: Set<Int> = []
    var meetings: [Int: Meeting] = [:]
    var work: [Work] = []
    private var buffers: [Int: Value] = [:]
    private let firstInstruction: Int
    private var blockInstructions = 0
    var blockFelts = 0
    var mergedValues = 0
    /// The statement that is being written, and what is alive behind it but its results.
    var statement = 0
    var rest: Environment = [:]

    init(_ parent: ClassGenerator, _ index: Int, _ function: Function) {
        self.parent = parent
        self.index = index
        self.function = function
        code = parent.code
        context = code.parameter(0, of: function)
        start = code.block(in: function)
        first = code.block(in: function)
        firstInstruction = code.instructionCount
    }

    var module: SierraModule { parent.module }
    var types: TypeRegistry { parent.module.types }
    var runtime: RuntimeCalls { parent.runtime }

    /// What the program says is not what its library functions take.
    var invalid: NativeRefusal { .variables(statement: statement) }

    /// Writes the whole function.
    func generate() throws(NativeRefusal) {
        let declaration = module.program.functions[index]
        statement = declaration.entry
        findMeetingPoints(declaration.entry)
        writeStart()
        code.begin(first)
        var environment: Environment = [:]
        guard declaration.variables.count == declaration.parameters.count else { throw invalid }
        for (variable, type) in zip(declaration.variables, declaration.parameters) {
            let cells = try parent.layout(type).cells.map { code.merge($0) }
            for cell in cells {
                code.extend(cell, with: code.parameter(parameters.count + 1, of: function), from: parametersBlock)
                parameters.append(cell)
            }
            guard environment.updateValue(Variable(type: type, cells: cells), forKey: variable) == nil else {
                throw invalid
            }
        }
        beginBlock()
        try go(to: declaration.entry, environment)
        while let next = work.popLast() {
            code.begin(next.block)
            if !next.isJoined { beginBlock() }
            try walk(next.statement, next.environment)
        }
    }

    /// Statements that more than one way leads to; a function's first one is also entered.
    private func findMeetingPoints(_ entry: Int) {
        var ways = [entry: 1]
        for statement in CallGraph.statements(of: index, module) {
            for branch in module.program.invocation(statement)?.branches ?? [] {
                ways[branch.next(after: statement), default: 0] += 1
            }
        }
        meetingPoints = Set(ways.filter { $0.value > 1 }.keys)
    }

    /// Where the parameters come from: the last block before the first.
    var parametersBlock: Block { checked ?? start }
    private var checked: Block?

    /// Functions that may call themselves look whether there is stack left.
    private func writeStart() {
        code.begin(start)
        guard parent.graph.recursive.contains(index) else {
            code.jump(to: first)
            return
        }
        let overflow = code.block(in: function), enough = code.block(in: function)
        let limit = code.load(.pointer, at: code.offset(context, by: ContextLayout.stackLimit), isFixed: true)
        code.branch(code.compare(.below, code.frameAddress(), limit), overflow, enough)
        code.begin(overflow)
        abort(.stack)
        code.begin(enough)
        code.jump(to: first)
        checked = enough
    }

    /// Ends the call.
    func abort(_ reason: NativeAbort) {
        code.call(runtime.abort, [context, code.constant(Int(reason.rawValue), .integer(64))])
        code.unreachable()
    }

    /// Memory of the frame, for what is handed over.
    func buffer(bytes: Int) -> Value {
        var size = 64
        while size < bytes { size *= 2 }
        if let known = buffers[size] { return known }
        let made = code.frameBuffer(bytes: size, in: start)
        buffers[size] = made
        return made
    }

    // MARK: Budgets

    private func beginBlock() {
        blockInstructions = code.instructionCount
        blockFelts = 0
    }

    func checkBudgets() throws(NativeRefusal) {
        guard code.instructionCount - blockInstructions <= NativeBudget.blockInstructionsMax else {
            throw .budget(.block)
        }
        guard blockFelts <= NativeBudget.blockFeltsMax else { throw .budget(.felts) }
        guard mergedValues <= NativeBudget.mergedValuesMax else { throw .budget(.mergedValues) }
        guard code.instructionCount - firstInstruction <= NativeBudget.functionInstructionsMax else {
            throw .budget(.function)
        }
    }
}

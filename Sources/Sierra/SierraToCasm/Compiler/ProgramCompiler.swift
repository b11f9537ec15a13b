import CasmModel
import FiniteFields
import SierraModel

/// Writes the code of a whole program: statement by statement, then the segments of constants, then the distances.
struct ProgramCompiler {
    private let module: SierraModule
    private let metadata: ProgramMetadata
    private let constants: ConstantTable
    private let bytecodeMax: Int
    private var annotations: Annotations
    private var instructions: [Instruction] = []
    private var relocations: [Relocation] = []
    /// Where the code of each statement begins.
    private(set) var statementOffsets: [Int] = []
    /// Words of code.
    private(set) var codeSize = 0

    init(_ module: SierraModule, _ metadata: ProgramMetadata, bytecodeMax: Int) throws(CompilationError) {
        self.module = module
        self.metadata = metadata
        self.bytecodeMax = bytecodeMax
        constants = try ConstantTable(module)
        annotations = try Annotations(module, metadata)
        statementOffsets.reserveCapacity(module.program.statements.count)
    }

    /// The code of all statements and constants.
    mutating func compile() throws(CompilationError) -> (segments: ConstantSegments, code: AssembledCode) {
        try checkAmounts()
        for (index, statement) in module.program.statements.enumerated() {
            guard codeSize <= bytecodeMax else { throw .codeTooLarge }
            statementOffsets.append(codeSize)
            switch statement {
            case .return(let variables): try compileReturn(variables, at: index)
            case .invocation(let invocation): try compile(invocation, at: index)
            }
        }
        guard codeSize <= bytecodeMax else { throw .codeTooLarge }
        let segments = try ConstantSegments(module, constants, limit: bytecodeMax - codeSize)
        try relocate(segments)
        return (segments, AssembledCode(instructions, segments))
    }

    /// Amounts are where statements use them, and none is below zero.
    private func checkAmounts() throws(CompilationError) {
        for (index, cost) in metadata.functionCosts.enumerated() where cost.hasNegative {
            throw .gasAmounts(statement: module.program.functions[index].entry)
        }
        for (statement, amounts) in metadata.amounts {
            var mayHaveAmounts = false
            if let invocation = module.program.invocation(statement) {
                switch module.libfunc(invocation).operation {
                case .branchAlign, .refundCoupon, .withdrawGas, .withdrawGasWithTable, .redepositGas:
                    mayHaveAmounts = true
                default: break
                }
            }
            guard mayHaveAmounts && !amounts.hasNegative else { throw .gasAmounts(statement: statement) }
        }
    }

    private mutating func append(_ instruction: Instruction) {
        codeSize += instruction.size
        instructions.append(instruction)
    }

    private mutating func compileReturn(_ variables: [VariableID], at index: Int) throws(CompilationError) {
        let (annotation, results) = try annotations.take(index, variables)
        guard annotation.references.isEmpty else { throw .danglingVariable(statement: index) }
        let expected = metadata.functionApChanges[annotation.function].map {
            Environment.Tracking(change: $0, base: nil)
        }
        guard annotation.environment.tracking == expected else { throw .functionApChange(statement: index) }
        let function = module.program.functions[annotation.function]
        guard results.count == function.results.count, zip(results, function.results).allSatisfy({ $0.type == $1 })
        else { throw .typeMismatch(statement: index) }
        if case .allocating = annotation.environment.frame { throw .locals(statement: index) }
        guard results.areOnStack else { throw .resultsNotOnStack(statement: index) }
        append(Instruction(body: .return))
    }

    private mutating func compile(_ invocation: Invocation, at index: Int) throws(CompilationError) {
        let libfunc = module.libfunc(invocation)
        // Each way on takes a word at least, and is not built only to be too much.
        guard libfunc.branches.count <= bytecodeMax else { throw .codeTooLarge }
        var (annotation, used) = try annotations.take(index, invocation.arguments)
        guard zip(used, libfunc.parameters).allSatisfy({ $0.type == $1 }) else {
            throw .typeMismatch(statement: index)
        }
        var compiler = InvocationCompiler(
            module: module, metadata: metadata, constants: constants, libfunc: libfunc, invocation: invocation,
            index: index, references: used,
            environment: annotation.environment)
        let output = try compiler.compile()
        for var relocation in output.relocations {
            relocation.instruction += instructions.count
            relocations.append(relocation)
        }
        for instruction in output.instructions { append(instruction) }
        annotation.environment = compiler.environment
        let isBranching = output.results.count > 1
        for (branch, changes) in zip(invocation.branches, try compiler.changes(output)) {
            let next = branch.next(after: index)
            if isBranching {
                guard let target = module.program.invocation(next), module.libfunc(target).isBranchAlign else {
                    throw .branchAlignExpected(statement: index)
                }
            }
            try annotations.propagate(
                annotation, from: index, to: next, branch.results, changes, isBranching: isBranching)
        }
    }

    private mutating func relocate(_ segments: ConstantSegments) throws(CompilationError) {
        var offsets: [Int] = []
        offsets.reserveCapacity(instructions.count)
        var offset = 0
        for instruction in instructions {
            offsets.append(offset)
            offset += instruction.size
        }
        for relocation in relocations {
            let target: Int?
            if case .statement(let statement) = relocation.target {
                target = statementOffsets[statement]
            } else {
                target = segments.offset(of: relocation.target).map { codeSize + $0 }
            }
            let place = relocation.instruction
            guard let target, instructions[place].relocate(by: target - offsets[place]) else {
                throw .constantSegments
            }
        }
    }
}

/// The words of a program and the hints at them.
struct AssembledCode {
    private(set) var words: [Felt252] = []
    private(set) var hints: [PositionedHints] = []

    init(_ instructions: [Instruction], _ constants: ConstantSegments) {
        for instruction in instructions {
            if !instruction.hints.isEmpty {
                hints.append(PositionedHints(position: words.count, hints: instruction.hints))
            }
            instruction.append(to: &words)
        }
        for segment in constants.segmentValues {
            Instruction(body: .return).append(to: &words)
            for value in segment { words.append(value.felt) }
        }
    }
}

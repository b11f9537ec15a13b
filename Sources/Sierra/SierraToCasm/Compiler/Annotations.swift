import CasmModel
import SierraModel

/// What is known at a statement before its code is written: the variables and the environment, of one function.
struct Annotation {
    var references: [VariableID: Reference]
    var function: Int
    /// Whether other statements may lead here too.
    var mayConverge: Bool
    var environment: Environment
    /// What it takes in memory: its variables and their cells.
    var weight: Int
}

/// The annotations of all statements. Each is taken when its statement is compiled, and must be equal from wherever the
/// statement is reached (EXEC §4.6).
struct Annotations {
    private var statements: [Annotation?]
    /// Statements that later ones jump back to: their annotations stay.
    private let backwardTargets: Set<Int>
    private let module: SierraModule
    /// Cells that may still be looked at: hostile programs could have each statement move very many.
    private var work = WorkBudget(Annotations.workMax)
    /// The weight of the annotations that wait for their statements.
    private var held = 0

    /// The most cells of variables that are moved from statement to statement; the largest of the known classes
    /// take 350,000.
    static let workMax = 40_000_000
    /// The most variables and cells that wait at statements at once; the largest of the known classes have 1,700.
    static let heldMax = 1 << 19

    init(_ module: SierraModule, _ metadata: ProgramMetadata) throws(CompilationError) {
        self.module = module
        statements = [Annotation?](repeating: nil, count: module.program.statements.count)
        var targets: Set<Int> = []
        for index in module.program.statements.indices {
            for branch in module.program.invocation(index)?.branches ?? [] {
                if let target = branch.target, target < index { targets.insert(target) }
            }
        }
        backwardTargets = targets
        for (index, function) in module.program.functions.enumerated() {
            let parameters = try Annotations.parameters(function, module)
            try set(
                function.entry,
                Annotation(
                    references: parameters, function: index, mayConverge: false,
                    environment: Environment(wallet: metadata.functionCosts[index]),
                    weight: parameters.values.reduce(0) { $0 + 1 + $1.cells.count }))
        }
    }

    /// Parameters stand below the frame, the last one highest.
    private static func parameters(
        _ function: SierraFunction, _ module: SierraModule
    ) throws(CompilationError) -> [VariableID: Reference] {
        var references: [VariableID: Reference] = [:]
        var offset = -3
        for (place, (variable, type)) in zip(function.variables, function.parameters).reversed().enumerated() {
            guard let size = module.types[type].size, Int16(exactly: offset - size) != nil else {
                throw .invalidReference(statement: function.entry)
            }
            let cells = ((offset - size + 1)..<(offset + 1)).map {
                CellExpression.cell(CellReference(.fp, Int16($0)))
            }
            let reference = Reference(
                cells: cells, type: type, stackIndex: nil,
                introduction: Reference.Introduction(source: nil, destination: function.entry, output: place))
            guard references.updateValue(reference, forKey: variable) == nil else {
                throw .repeatedVariable(statement: function.entry)
            }
            offset -= size
        }
        return references
    }

    private mutating func spend(_ cells: Int) throws(CompilationError) {
        guard work.spend(cells + 1) else { throw .tooMuchWork }
    }

    /// Sets a statement's annotation, or compares it with the one that is there.
    private mutating func set(_ index: Int, _ annotation: Annotation) throws(CompilationError) {
        guard let expected = statements[index] else {
            held += annotation.weight
            guard held <= Annotations.heldMax else { throw .tooMuchWork }
            statements[index] = annotation
            return
        }
        guard expected.function == annotation.function else { throw .sharedStatement(index) }
        guard expected.environment.agrees(with: annotation.environment) else {
            throw .differentEnvironments(statement: index)
        }
        guard expected.references.count == annotation.references.count else {
            throw .differentVariables(statement: index)
        }
        for (variable, reference) in annotation.references {
            try spend(reference.cells.count)
            guard let other = expected.references[variable], other.type == reference.type,
                other.cells == reference.cells, other.stackIndex == reference.stackIndex
            else { throw .differentVariables(statement: index) }
            if reference.stackIndex != nil || reference.cells.allSatisfy({ $0.isIndependentOfAp }) { continue }
            guard annotation.environment.tracking != nil, other.introduction == reference.introduction else {
                throw .differentVariables(statement: index)
            }
        }
        guard expected.mayConverge else { throw .convergence(statement: index) }
    }

    /// The statement's annotation without the variables that it uses, and those.
    mutating func take(
        _ index: Int, _ variables: [VariableID]
    ) throws(CompilationError) -> (Annotation, used: [Reference]) {
        guard var annotation = statements[index] else { throw .unreachable(statement: index) }
        if !backwardTargets.contains(index) {
            statements[index] = nil
            held -= annotation.weight
        }
        var used: [Reference] = []
        used.reserveCapacity(variables.count)
        for variable in variables {
            guard let reference = annotation.references.removeValue(forKey: variable) else {
                throw .undefinedVariable(statement: index)
            }
            guard module.types[reference.type].size == reference.cells.count else {
                throw .invalidReference(statement: index)
            }
            annotation.weight -= 1 + reference.cells.count
            used.append(reference)
        }
        return (annotation, used)
    }

    /// Annotates the statement that a branch leads to.
    mutating func propagate(
        _ annotation: Annotation, from index: Int, to next: Int, _ results: [VariableID], _ changes: BranchChanges,
        isBranching: Bool
    ) throws(CompilationError) {
        if isBranching && statements[next] != nil { throw .convergence(statement: next) }
        try spend(annotation.references.count)
        var annotation = annotation
        try move(&annotation.references, changes, at: index)
        for (output, (variable, result)) in zip(results, changes.results).enumerated() {
            try spend(result.cells.count)
            let reference = Reference(
                cells: result.cells, type: result.type, stackIndex: result.stackIndex,
                introduction: result.introduction
                    ?? Reference.Introduction(source: index, destination: next, output: output))
            guard annotation.references.updateValue(reference, forKey: variable) == nil else {
                throw .repeatedVariable(statement: index)
            }
            annotation.weight += 1 + reference.cells.count
        }
        annotation.environment.stackSize = Annotations.compactStack(&annotation.references, changes.stackSize)
        try changes.apply(to: &annotation.environment, at: index, next)
        annotation.mayConverge = !isBranching
        try set(next, annotation)
    }

    /// The variables as seen after `ap` has moved.
    private mutating func move(
        _ references: inout [VariableID: Reference], _ changes: BranchChanges, at index: Int
    ) throws(CompilationError) {
        if changes.apChange == 0 && !changes.clearsStack { return }
        var position = references.values.startIndex
        while position != references.values.endIndex {
            let count = references.values[position].cells.count
            try spend(count)
            if changes.clearsStack { references.values[position].stackIndex = nil }
            if let change = changes.apChange {
                if change != 0 {
                    for cell in 0..<count {
                        guard let moved = references.values[position].cells[cell].moved(by: change) else {
                            throw .lostVariable(statement: index)
                        }
                        references.values[position].cells[cell] = moved
                    }
                }
            } else {
                for cell in references.values[position].cells where !cell.isIndependentOfAp {
                    throw .lostVariable(statement: index)
                }
            }
            references.values.formIndex(after: &position)
        }
    }

    /// Only the values above the highest gap are still on the stack; they are counted from there.
    private static func compactStack(_ references: inout [VariableID: Reference], _ size: Int) -> Int {
        guard size > 0 else { return 0 }
        var isThere = [Bool](repeating: false, count: size)
        for reference in references.values {
            if let place = reference.stackIndex, place < size { isThere[place] = true }
        }
        guard let gap = isThere.lastIndex(of: false) else { return size }
        var position = references.values.startIndex
        while position != references.values.endIndex {
            if let place = references.values[position].stackIndex {
                references.values[position].stackIndex = place > gap ? place - gap - 1 : nil
            }
            references.values.formIndex(after: &position)
        }
        return size - gap - 1
    }
}

extension BranchChanges {
    /// How `ap` is followed, and what is left in the wallet.
    fileprivate func apply(to environment: inout Environment, at index: Int, _ next: Int) throws(CompilationError) {
        switch tracking {
        case .disable: environment.tracking = nil
        case .enable:
            guard environment.tracking == nil else { throw .apTrackingEnabled(statement: index) }
            environment.tracking = Environment.Tracking(change: 0, base: next)
        case .keep:
            if let apChange, let tracking = environment.tracking {
                let change = tracking.change + apChange
                guard change.magnitude <= ProgramMetadata.apChangeMax.magnitude else { throw .tooMuchWork }
                environment.tracking?.change = change
            } else {
                environment.tracking = nil
            }
        }
        environment.wallet = environment.wallet - cost
        guard !environment.wallet.hasNegative else { throw .outOfGas(statement: index) }
    }
}

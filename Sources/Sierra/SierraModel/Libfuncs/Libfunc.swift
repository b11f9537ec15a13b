/// A library function made for its generic arguments: what it takes, where it may go on, what it defines there, and
/// what that costs. The code for it is up to the compilers; `operation` tells them what it does.
public struct Libfunc: Sendable {
    public let operation: Operation
    public let parameters: [TypeID]
    public let branches: [LibfuncBranch]
    /// The branch that goes on with the next statement, if any.
    public let fallthroughBranch: Int?

    /// With two or more branches, or none.
    init(_ operation: Operation, _ parameters: [TypeID], branches: [LibfuncBranch]) {
        self.operation = operation
        self.parameters = parameters
        self.branches = branches
        fallthroughBranch = branches.isEmpty ? nil : 0
    }

    /// Without branching.
    init(_ operation: Operation, _ parameters: [TypeID], _ branch: LibfuncBranch) {
        self.init(operation, parameters, branches: [branch])
    }

    /// A jump: one branch, which never falls through.
    init(jump branch: LibfuncBranch) {
        operation = .jump
        parameters = []
        branches = [branch]
        fallthroughBranch = nil
    }

    /// One type read as another.
    static func reinterpret(_ from: TypeID, as to: TypeID) -> Libfunc {
        Libfunc(.identity, [from], LibfuncBranch([.same(to, as: 0)], keepsStack: true))
    }

    public var isBranchAlign: Bool {
        if case .branchAlign = operation { true } else { false }
    }
}

/// One way on from a library function.
public struct LibfuncBranch: Sendable {
    public let outputs: [LibfuncOutput]
    /// The cells on top of the stack stay there, and new ones are put on them without a gap.
    public let keepsStack: Bool
    public let cost: BranchCost
    public let apChange: ApChange

    init(_ outputs: [LibfuncOutput], keepsStack: Bool = false, cost: BranchCost, apChange: ApChange) {
        self.outputs = outputs
        self.keepsStack = keepsStack
        self.cost = cost
        self.apChange = apChange
    }

    /// A branch of constant cost.
    init(
        _ outputs: [LibfuncOutput], keepsStack: Bool = false, steps: Int = 0, holes: Int = 0, rangeChecks: Int = 0,
        rangeChecks96: Int = 0, tokens: TokenCounts = TokenCounts(), ap: Int = 0
    ) {
        self.init(
            outputs, keepsStack: keepsStack,
            cost: .constant(
                ConstantCost(steps: steps, holes: holes, rangeChecks: rangeChecks, rangeChecks96: rangeChecks96), tokens
            ),
            apChange: .known(ap))
    }
}

/// A result of a branch.
public struct LibfuncOutput: Sendable {
    /// Where a result stands.
    public enum Place: Sendable {
        /// In the cells of a parameter.
        case parameter(Int)
        /// On top of the stack, in this order among the new results.
        case temporary(Int)
        /// In local cells.
        case local
        /// In cells, or nowhere yet: an expression of cells.
        case expression
        /// Nowhere: it has no cells.
        case empty
    }

    public let type: TypeID
    public let place: Place

    static func same(_ type: TypeID, as parameter: Int) -> LibfuncOutput {
        LibfuncOutput(type: type, place: .parameter(parameter))
    }

    static func temporary(_ type: TypeID, _ index: Int = 0) -> LibfuncOutput {
        LibfuncOutput(type: type, place: .temporary(index))
    }

    static func local(_ type: TypeID) -> LibfuncOutput { LibfuncOutput(type: type, place: .local) }

    static func expression(_ type: TypeID) -> LibfuncOutput { LibfuncOutput(type: type, place: .expression) }

    static func empty(_ type: TypeID) -> LibfuncOutput { LibfuncOutput(type: type, place: .empty) }
}

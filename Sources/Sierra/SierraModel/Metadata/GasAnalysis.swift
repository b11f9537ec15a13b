/// Computes the gas that must be in the wallet at each statement, and from that what each gas statement withdraws,
/// gives back or burns (EXEC §4.6). It runs twice: for tokens, which say how much work pricing is, and for gas. The
/// linear algorithm of Sierra 1.4 and later.
struct GasAnalysis {
    enum Phase {
        case tokens
        /// With what is known from the phase of tokens.
        case gas(alignments: [Int: Int], tokens: [Int: GasAmounts])
    }

    let module: SierraModule
    let phase: Phase
    let enforced: [Int: GasAmounts]
    /// What each statement needs.
    var wallets: [GasAmounts]
    /// What each statement may need at most, once excess is passed on.
    var targets: [GasAmounts] = []
    var amounts: [Int: GasAmounts] = [:]
    var functionCosts: [GasAmounts] = []

    static func run(
        _ module: SierraModule, _ phase: Phase, enforced: [Int: GasAmounts]
    ) throws(SierraError) -> GasAnalysis {
        var analysis = GasAnalysis(
            module: module, phase: phase, enforced: enforced,
            wallets: [GasAmounts](repeating: GasAmounts(), count: module.program.statements.count))
        let order = try analysis.walletOrder()
        for index in order { analysis.wallets[index] = try analysis.wallet(index) }
        try analysis.findTargets()
        for index in order { analysis.wallets[index] = try analysis.wallet(index) }
        for (index, value) in enforced where analysis.wallets[index] != value {
            throw .entryPointCost(statement: index)
        }
        for index in module.program.statements.indices { try analysis.findAmounts(index) }
        analysis.functionCosts = module.program.functions.map { analysis.wallet(at: $0.entry) }
        return analysis
    }

    /// What must be in the wallet at a statement: the enforced value where there is one.
    func wallet(at index: Int) -> GasAmounts { enforced[index] ?? wallets[index] }

    private func walletOrder() throws(SierraError) -> [Int] {
        try StatementOrder.reverse(wallets.count, refusingCycles: true) { index, children in
            guard let invocation = module.program.invocation(index) else { return }
            func add(_ child: Int) { if !children.contains(child) { children.append(child) } }
            for (branch, taken) in zip(module.libfunc(invocation).branches, invocation.branches) {
                switch branch.cost {
                case .call(let function, _), .refund(let function): add(module.program.functions[function].entry)
                case .withdraw(success: true, _): continue
                default: break
                }
                add(taken.next(after: index))
            }
        }
    }

    /// The most that any branch needs, and no less than the target where code can burn or give back the rest.
    private func wallet(_ index: Int) throws(SierraError) -> GasAmounts {
        guard let invocation = module.program.invocation(index) else { return GasAmounts() }
        let branches = module.libfunc(invocation).branches
        var most: GasAmounts?
        for (branch, taken) in zip(branches, invocation.branches) {
            let needed = try requirement(index, branch, taken).rectified
            most = most.map { .most($0, needed) } ?? needed
        }
        guard let most else { return GasAmounts() }
        var canSpare = branches.count > 1
        if case .redeposit = branches[0].cost { canSpare = true }
        return canSpare && !targets.isEmpty ? .most(most, targets[index]) : most
    }

    /// What a branch needs at its statement: its cost and what is needed where it leads.
    func requirement(_ index: Int, _ branch: LibfuncBranch, _ taken: Branch) throws(SierraError) -> GasAmounts {
        if case .withdraw(success: true, _) = branch.cost { return cost(index, branch) }
        return try (cost(index, branch) + wallet(at: taken.next(after: index))).checked()
    }

    /// The cost of a branch in this phase.
    private func cost(_ index: Int, _ branch: LibfuncBranch) -> GasAmounts {
        func called(_ function: Int) -> GasAmounts { wallet(at: module.program.functions[function].entry) }
        switch phase {
        case .tokens:
            switch branch.cost {
            case .constant(_, let tokens): return GasAmounts(tokens)
            case .call(let function, _): return called(function)
            case .refund(let function): return GasAmounts() - called(function)
            case .align, .withdraw, .redeposit: return GasAmounts()
            }
        case .gas(let alignments, let tokens):
            switch branch.cost {
            case .constant(let constant, _): return GasAmounts(gas: constant.gas)
            case .call(let function, let constant): return called(function) + GasAmounts(gas: constant.gas)
            case .refund(let function): return GasAmounts() - called(function)
            case .align:
                return GasAmounts(gas: ConstantCost.alignment(alignments[index] ?? 0).gas)
            case .withdraw, .redeposit:
                return GasAmounts(gas: ConstantCost(branch.cost, tokens[index] ?? GasAmounts()).gas)
            }
        }
    }

    /// What a successful withdrawal takes so that the wallet holds what is needed behind it.
    func withdrawal(_ index: Int, _ branch: LibfuncBranch, _ taken: Branch, holding: GasAmounts) -> GasAmounts {
        wallet(at: taken.next(after: index)) + cost(index, branch) - holding
    }
}

extension ConstantCost {
    /// Moving `ap` by so many cells that nothing fills.
    public static func alignment(_ cells: Int) -> ConstantCost {
        cells == 0 ? ConstantCost() : ConstantCost(steps: 1, holes: cells)
    }

    /// The cost of a withdrawal or redeposit that prices these tokens.
    public init(_ cost: BranchCost, _ usage: GasAmounts) {
        switch cost {
        case .withdraw(let success, let tableGiven):
            let pricing = ApChange.pricingSteps(tableGiven: tableGiven) { usage[$0] }
            let failing = success ? 0 : tableGiven || pricing > 0 ? 2 : 1
            self.init(steps: 3 + pricing + failing, rangeChecks: 1)
        case .redeposit: self.init(steps: ApChange.pricingSteps(tableGiven: false) { usage[$0] })
        default: self.init()
        }
    }
}

/// Finds the functions that move `ap` by a constant, and what branch alignments must add so that branches that meet
/// agree. The linear algorithm of Sierra 1.4 and later.
struct ApAnalysis {
    private struct Info {
        var localsSize = 0
        /// The most `ap` moves until a return, if that is known.
        var known: Int?
        /// Since where `ap` is followed (the function, or nil for a statement that starts it), and how far it has
        /// moved.
        var tracked: (function: Int?, change: Int)?
        /// How far `ap` has moved from there once all branches are aligned.
        var effective: Int?
    }

    private let module: SierraModule
    private var branches: [[(change: ApChange, target: Int)]] = []
    private var infos: [Info]
    private(set) var functionChanges: [Int?] = []
    private(set) var alignments: [Int: Int] = [:]

    static func run(_ module: SierraModule, _ tokens: [Int: GasAmounts]) throws(SierraError) -> ApAnalysis {
        var analysis = ApAnalysis(module, tokens)
        try analysis.findFunctionChanges()
        try analysis.findAlignments()
        return analysis
    }

    private init(_ module: SierraModule, _ tokens: [Int: GasAmounts]) {
        self.module = module
        infos = [Info](repeating: Info(), count: module.program.statements.count)
        branches.reserveCapacity(infos.count)
        for index in module.program.statements.indices {
            guard let invocation = module.program.invocation(index) else {
                branches.append([])
                continue
            }
            var list: [(change: ApChange, target: Int)] = []
            for (branch, taken) in zip(module.libfunc(invocation).branches, invocation.branches) {
                let usage = tokens[index] ?? GasAmounts()
                list.append((branch.apChange.priced(usage), taken.next(after: index)))
            }
            branches.append(list)
        }
    }

    private func entry(_ function: Int) -> Int { module.program.functions[function].entry }

    /// How far a branch moves `ap`; nil for unknown.
    private func move(_ index: Int, _ change: ApChange, _ function: (Int) -> Int?) -> Int? {
        switch change {
        case .unknown, .disableTracking: nil
        case .known(let cells): cells
        case .align, .local, .enableTracking, .withdraw, .redeposit: 0
        case .finalizeLocals: infos[index].localsSize
        case .call(let callee): function(callee).map { $0 + 2 }
        }
    }

    private mutating func findFunctionChanges() throws(SierraError) {
        let order = try StatementOrder.reverse(infos.count, refusingCycles: false) { index, children in
            for (change, target) in branches[index] {
                children.append(target)
                if case .call(let function) = change { children.append(entry(function)) }
            }
        }
        for index in order.reversed() {
            for (change, target) in branches[index] {
                switch change {
                case .local(let cells):
                    let size = infos[index].localsSize + cells
                    guard size <= Int(Int32.max) else { throw .tooLarge }
                    infos[target].localsSize = size
                case .unknown, .finalizeLocals: break
                default: infos[target].localsSize = infos[index].localsSize
                }
            }
        }
        for index in order { infos[index].known = knownChange(index).flatMap { $0 <= Int(Int32.max) ? $0 : nil } }
        functionChanges = module.program.functions.map { infos[$0.entry].known }
    }

    private func knownChange(_ index: Int) -> Int? {
        var most = 0
        for (change, target) in branches[index] {
            guard let rest = infos[target].known,
                let step = move(index, change, { infos[entry($0)].known })
            else { return nil }
            most = max(most, rest + step)
        }
        return most
    }

    private mutating func findAlignments() throws(SierraError) {
        let order = try StatementOrder.reverse(infos.count, refusingCycles: false) { index, children in
            for (change, target) in branches[index] {
                switch change {
                case .unknown: break
                case .call(let function): if functionChanges[function] != nil { children.append(target) }
                default: children.append(target)
                }
            }
        }
        for (function, declared) in module.program.functions.enumerated() {
            infos[declared.entry].tracked = (function, 0)
        }
        for index in order.reversed() { track(index) }
        for index in order { align(index) }
    }

    private mutating func track(_ index: Int) {
        for (change, target) in branches[index] {
            if case .enableTracking = change {
                infos[target].tracked = (nil, 0)
                continue
            }
            guard var tracked = infos[index].tracked, let step = move(index, change, { functionChanges[$0] }) else {
                continue
            }
            tracked.change += step
            if let other = infos[target].tracked {
                infos[target].tracked = (other.function, max(other.change, tracked.change))
            } else {
                infos[target].tracked = tracked
            }
        }
    }

    private mutating func align(_ index: Int) {
        guard let tracked = infos[index].tracked else { return }
        if case .return = module.program.statements[index] {
            if let function = tracked.function, let change = functionChanges[function] {
                infos[index].effective = change
            }
            return
        }
        var source: Int?
        var paths: [(target: Int, change: Int)] = []
        for (change, target) in branches[index] {
            if case .enableTracking = change { continue }
            guard let step = move(index, change, { functionChanges[$0] }) else {
                source = tracked.change
                continue
            }
            guard let end = infos[target].effective else { continue }
            paths.append((target, end - step))
            source = min(source ?? end - step, end - step)
        }
        guard let source else { return }
        infos[index].effective = source
        for (target, change) in paths where change != source { alignments[target] = change - source }
    }
}

extension ApChange {
    /// The change once the tokens of a gas statement are known.
    public func priced(_ usage: GasAmounts) -> ApChange {
        switch self {
        case .withdraw(let success, let tableGiven):
            let steps = ApChange.pricingSteps(tableGiven: tableGiven) { usage[$0] }
            return .known(steps + 2 + (success || steps == 0 && !tableGiven ? 0 : 1))
        case .redeposit: return .known(ApChange.pricingSteps(tableGiven: false) { usage[$0] })
        default: return self
        }
    }
}

/// Finds the functions that move `ap` by a constant, and what branch alignments must add so that branches that meet
/// agree. The linear algorithm of Sierra 1.4 and later.
///
/// It counts in 64 bits everywhere: calls of calls can double a change with each function, and a way through all statements adds
/// up to less than 2^51.
struct ApAnalysis {
    private struct Info {
        var localsSize: Int64 = 0
        /// The most `ap` moves until a return, if that is known.
        var known: Int64?
        /// Since where `ap` is followed (the function, or nil for a statement that starts it), and how far it has
        /// moved.
        var tracked: (function: Int?, change: Int64)?
        /// How far `ap` has moved from there once all branches are aligned.
        var effective: Int64?
    }

    private let module: SierraModule
    private var branches: [[(change: ApChange, target: Int)]] = []
    private var infos: [Info]
    private var functionChanges: [Int64?] = []
    private var alignments: [Int: Int64] = [:]

    /// By how much each function moves `ap`, nil where that is not constant, and each alignment, where it does.
    static func run(
        _ module: SierraModule, _ tokens: [Int: GasAmounts]
    ) throws(SierraError) -> (functionChanges: [Int?], alignments: [Int: Int]) {
        var analysis = ApAnalysis(module, tokens)
        try analysis.findFunctionChanges()
        try analysis.findAlignments()
        var changes: [Int?] = [], alignments: [Int: Int] = [:]
        for change in analysis.functionChanges {
            if let change { changes.append(try counted(change)) } else { changes.append(nil) }
        }
        for (statement, change) in analysis.alignments { alignments[statement] = try counted(change) }
        return (changes, alignments)
    }

    private static func counted(_ change: Int64) throws(SierraError) -> Int {
        guard let count = Int(exactly: change), count.magnitude <= ProgramMetadata.apChangeMax.magnitude else {
            throw .tooLarge
        }
        return count
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
    private func move(_ index: Int, _ change: ApChange, _ function: (Int) -> Int64?) -> Int64? {
        switch change {
        case .unknown, .disableTracking: nil
        case .known(let cells): Int64(cells)
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
                    let size = infos[index].localsSize + Int64(cells)
                    guard size <= Int64(Int32.max) else { throw .tooLarge }
                    infos[target].localsSize = size
                case .unknown, .finalizeLocals: break
                default: infos[target].localsSize = infos[index].localsSize
                }
            }
        }
        for index in order { infos[index].known = knownChange(index).flatMap { $0 <= Int64(Int32.max) ? $0 : nil } }
        functionChanges = module.program.functions.map { infos[$0.entry].known }
    }

    private func knownChange(_ index: Int) -> Int64? {
        var most: Int64 = 0
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
        var source: Int64?
        var paths: [(target: Int, change: Int64)] = []
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

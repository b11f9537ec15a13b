extension GasAnalysis {
    /// Passes on what statements hold beyond what they need, up to where it can be given back or burnt, and sets the
    /// targets.
    mutating func findTargets() throws(SierraError) {
        let order = try StatementOrder.reverse(wallets.count, refusingCycles: false) { index, children in
            for taken in module.program.invocation(index)?.branches ?? [] {
                children.append(taken.next(after: index))
            }
        }
        var excess = [GasAmounts?](repeating: nil, count: wallets.count)
        var isFinal = [Bool](repeating: false, count: wallets.count)
        for index in order.reversed() { try passOn(index, &excess, &isFinal) }
        targets = zip(wallets, excess).map { $0 + ($1 ?? GasAmounts()) }
        for target in targets { _ = try target.checked() }
    }

    private func passOn(_ index: Int, _ excess: inout [GasAmounts?], _ isFinal: inout [Bool]) throws(SierraError) {
        let needed = wallets[index]
        if let value = enforced[index] { excess[index] = (value - needed).rectified }
        isFinal[index] = true
        guard let invocation = module.program.invocation(index) else { return }
        let held = excess[index] ?? GasAmounts()
        let branches = module.libfunc(invocation).branches
        for (branch, taken) in zip(branches, invocation.branches) {
            let next = taken.next(after: index)
            guard !isFinal[next] else { return }
            var passed = held
            if branches.count > 1 {
                if case .withdraw(success: true, _) = branch.cost {
                    passed = (passed - withdrawal(index, branch, taken, holding: needed)).rectified
                } else {
                    passed = passed + (needed - (try requirement(index, branch, taken))).rectified
                }
            } else if case .redeposit = branch.cost {
                passed = GasAmounts()
            } else if case .refund = branch.cost {
                passed = passed + (needed - (try requirement(index, branch, taken))).rectified
            }
            excess[next] = try (excess[next].map { .least($0, passed) } ?? passed).checked()
        }
    }

    /// What a statement withdraws, gives back or refunds, or what the statements behind its branches burn.
    mutating func findAmounts(_ index: Int) throws(SierraError) {
        guard let invocation = module.program.invocation(index) else { return }
        let branches = module.libfunc(invocation).branches
        let held = wallet(at: index)
        for (branch, taken) in zip(branches, invocation.branches) {
            let next = taken.next(after: index)
            switch branch.cost {
            case .withdraw(success: true, _):
                let amount = withdrawal(index, branch, taken, holding: held)
                amounts[index] = amount.rectified
                amounts[next] = (GasAmounts() - amount).rectified
            case .redeposit, .refund: amounts[index] = held - (try requirement(index, branch, taken))
            default:
                if branches.count > 1 { amounts[next] = held - (try requirement(index, branch, taken)) }
            }
        }
    }
}

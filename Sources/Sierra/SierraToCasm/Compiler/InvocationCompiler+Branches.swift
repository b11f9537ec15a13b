import CasmModel
import SierraModel

extension InvocationCompiler {
    /// What the branches do to the environment, from the metadata of the library function and the cells of the results.
    func changes(_ output: Output) throws(CompilationError) -> [BranchChanges] {
        guard output.results.count == libfunc.branches.count else { throw .metadataMismatch(statement: index) }
        var list: [BranchChanges] = []
        for (branch, results) in zip(libfunc.branches, output.results) { list.append(try changes(branch, results)) }
        return list
    }

    private func changes(
        _ branch: LibfuncBranch, _ cells: [[CellExpression]]
    ) throws(CompilationError) -> BranchChanges {
        guard cells.count == branch.outputs.count else { throw .metadataMismatch(statement: index) }
        let base = branch.keepsStack ? environment.stackSize : 0
        var size = base
        var results: [BranchChanges.Result] = []
        for (output, cells) in zip(branch.outputs, cells) {
            try check(output, cells)
            var stackIndex: Int?
            var introduction: Reference.Introduction?
            switch output.place {
            case .temporary(let place): stackIndex = base + place
            case .parameter(let parameter):
                introduction = references[parameter].introduction
                if branch.keepsStack { stackIndex = references[parameter].stackIndex }
            case .local, .expression, .empty: break
            }
            if let stackIndex { size = max(size, stackIndex + 1) }
            results.append(
                BranchChanges.Result(
                    cells: cells, type: output.type, stackIndex: stackIndex, introduction: introduction))
        }
        var tracking = BranchChanges.Tracking.keep
        let change: Int?
        switch branch.apChange.priced(amounts) {
        case .enableTracking: (tracking, change) = (.enable, 0)
        case .disableTracking: (tracking, change) = (.disable, 0)
        case .known(let cells): change = cells
        case .local, .withdraw, .redeposit: change = 0
        case .finalizeLocals:
            guard case .finalized(let cells) = environment.frame else { throw .locals(statement: index) }
            change = cells
        case .call(let function): change = metadata.functionApChanges[function].map { $0 + 2 }
        case .align: change = metadata.alignments[index] ?? 0
        case .unknown: change = nil
        }
        return BranchChanges(
            results: results, apChange: change, tracking: tracking, cost: cost(branch), clearsStack: !branch.keepsStack,
            stackSize: size)
    }

    /// The cells are of the kind that the library function promises.
    private func check(_ output: LibfuncOutput, _ cells: [CellExpression]) throws(CompilationError) {
        switch output.place {
        case .parameter: break
        case .empty: guard cells.isEmpty else { throw invalid }
        case .expression: guard !cells.isEmpty else { throw invalid }
        case .temporary, .local:
            guard !cells.isEmpty else { throw invalid }
            var register = CellRegister.ap
            if case .local = output.place { register = .fp }
            for cell in cells {
                guard case .cell(let cell) = cell, cell.register == register else { throw invalid }
            }
        }
    }

    /// What the branch takes out of the wallet.
    private func cost(_ branch: LibfuncBranch) -> GasAmounts {
        switch branch.cost {
        case .constant(let constant, let tokens): return GasAmounts(tokens) + GasAmounts(gas: constant.gas)
        case .call(let function, let constant):
            return metadata.functionCosts[function] + GasAmounts(gas: constant.gas)
        case .refund(let function): return amounts - metadata.functionCosts[function]
        case .align:
            return amounts + GasAmounts(gas: ConstantCost.alignment(metadata.alignments[index] ?? 0).gas)
        case .withdraw(let success, _):
            let spent = GasAmounts(gas: ConstantCost(branch.cost, amounts).gas)
            return success ? spent - amounts : spent
        case .redeposit: return amounts + GasAmounts(gas: ConstantCost(branch.cost, amounts).gas)
        }
    }
}

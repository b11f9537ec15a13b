import CasmModel
import FiniteFields
public import ProtocolRules
import StarknetModel

extension BlockExecutor {
    /// What the block so far asks of the prover. What rejected transactions looked at is in it too, so that who builds a block
    /// counts no less than who checks it.
    public var provingLoad: ProvingLoad { blockLoad(of: transactionsLoad, declaring: nil) }

    /// Adds what a block has once: code and opened places. Classes are counted when they are looked up or declared, not anew
    /// for each transaction.
    private func blockLoad(of transactions: ProvingLoad, declaring: DeclaredClass?) -> ProvingLoad {
        var load = transactions + host.codeLoad
        if let declaring { load.addCode(of: declaring.code) }
        let state = host.state
        load.places = UInt64(
            state.originalStorage.count + state.originalNonces.count + state.originalClasses.count
                + host.classes.count)
        return load
    }

    /// Takes what was executed last back, and throws, when it may be in no block, or not in this one if it is for a block.
    func checkBudget(
        _ draft: Draft, _ declaring: DeclaredClass?, _ options: ExecutionOptions, since before: Int
    ) throws(ExecutionFailure) {
        do throws(TransactionRejection) { try checkBudget(draft, declaring, options) } catch {
            host.state.revert(to: before)
            throw .rejected(error)
        }
    }

    private func checkBudget(
        _ draft: Draft, _ declaring: DeclaredClass?, _ options: ExecutionOptions
    ) throws(TransactionRejection) {
        do throws(ProvingExcess) { try ProvingBudget.check(draft.load) } catch { throw .beyondProvingBudget(error) }
        guard options.isForBlock else { return }
        do throws(ProvingExcess) {
            try ProvingBudget.check(blockLoad(of: transactionsLoad + draft.load, declaring: declaring))
        } catch {
            throw transactions.isEmpty ? .beyondProvingBudget(error) : .noRoomToProve(error)
        }
    }
}

extension ProvingLoad {
    /// Adds the code of a class.
    mutating func addCode(of code: ContractClass) {
        codeWords += UInt64(code.casm.bytecode.count)
        classes += 1
    }
}

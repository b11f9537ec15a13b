import CasmModel
import FiniteFields
public import ProtocolRules
import StarknetModel

extension BlockExecutor {
    /// What the block so far asks of the prover. What rejected transactions looked at is in it too, so that who builds a block
    /// counts no less than who checks it.
    public var provingLoad: ProvingLoad { blockLoad(of: transactionsLoad, declaring: nil) }

    /// Adds what a block has once: code and opened places.
    private func blockLoad(of transactions: ProvingLoad, declaring: DeclaredClass?) -> ProvingLoad {
        var load = transactions
        var codes = host.classes.values.compactMap { $0 }
        codes += (declared + (declaring.map { [$0] } ?? [])).map(\.code)
        for code in codes {
            load.codeWords += UInt64(code.casm.bytecode.count)
            load.classes += 1
        }
        let state = host.state
        load.places = UInt64(
            state.originalStorage.count + state.originalNonces.count + state.originalClasses.count
                + host.classes.count)
        return load
    }

    /// Takes what was executed last back, and throws, when it may be in no block, or not in this one if it is for a block.
    func checkBudget(
        _ performance: Performance, _ declaring: DeclaredClass?, _ options: ExecutionOptions, since before: Int
    ) throws(ExecutionFailure) {
        do throws(TransactionRejection) { try checkBudget(performance, declaring, options) } catch {
            host.state.revert(to: before)
            throw .rejected(error)
        }
    }

    private func checkBudget(
        _ performance: Performance, _ declaring: DeclaredClass?, _ options: ExecutionOptions
    ) throws(TransactionRejection) {
        let own = ProvingLoad(performance.recording)
        do throws(ProvingExcess) { try ProvingBudget.check(own) } catch { throw .beyondProvingBudget(error) }
        guard options.isForBlock else { return }
        do throws(ProvingExcess) {
            try ProvingBudget.check(blockLoad(of: transactionsLoad + own, declaring: declaring))
        } catch {
            throw transactions.isEmpty ? .beyondProvingBudget(error) : .noRoomToProve(error)
        }
    }
}

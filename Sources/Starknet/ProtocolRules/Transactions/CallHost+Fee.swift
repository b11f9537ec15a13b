import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The rules of paying (EXEC §3.2, §3.6).
extension CallHost {
    mutating func charge(
        _ usage: TransactionUsage, _ transaction: InvokeTransaction, _ terms: ExecutionTerms, before: CallCheckpoint,
        _ outcome: inout InvokeOutcome
    ) throws(TransactionStop<Failure>) {
        let bounds = transaction.account.resourceBounds
        if !outcome.status.isReverted, let excess = bounds.exceeded(by: outcome.gas) {
            // The check after execution: what was done is undone, and paid for up to the bounds.
            revert(to: before)
            outcome.status = .reverted(reason: excess)
        }
        do throws(TransactionRejection) {
            outcome.fee = try usage.fee(bounds.capping(outcome.gas), prices: terms.context.gasPrices)
        } catch { throw .rejected(error) }
        if outcome.fee > 0 { outcome.roots.append(try transferFee(outcome.fee, from: transaction.sender, terms)) }
    }

    /// Moves the fee to the sequencer, outside of all limits.
    private mutating func transferFee(
        _ fee: UInt128, from sender: ContractAddress, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) -> TransactionRecording.Root {
        let token = terms.chain.feeToken
        let called: CallOutcome
        do throws(RuleStop<Failure>) {
            called = try call(
                EntryCall(
                    classHash: try classHash(at: token), address: token, caller: sender, type: .external,
                    selector: ProtocolSelectors.transfer,
                    calldata: [terms.context.sequencer.felt, Felt252(fee), .zero],
                    gas: ProtocolConstants.unlimitedGas))
        } catch {
            if case .host(let failure) = error { throw .host(failure) }
            throw .rejected(.feeNotPaid)
        }
        guard !called.failed, called.returned == [.one], let frame = called.frame else { throw .rejected(.feeNotPaid) }
        return TransactionRecording.Root(kind: .fee, frame: frame)
    }
}

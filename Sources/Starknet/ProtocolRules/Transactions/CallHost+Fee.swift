import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The rules of paying (EXEC §3.1, §3.2, §3.6).
extension CallHost {
    /// Before anything runs: the bounds cover what a transaction of this kind costs at least, its prices those of the block,
    /// and the sender's balance all that the bounds allow.
    mutating func checkFunds(
        _ transaction: Transaction, _ account: AccountFields, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) {
        let bounds = account.resourceBounds, most: UInt128
        let least = TransactionUsage(leastOf: transaction).gasVector(usesBlobs: terms.context.usesBlobs)
        do throws(TransactionRejection) {
            try bounds.checkCover(least, terms.context.gasPrices)
            most = try bounds.fee(tip: account.tip)
        } catch { throw .rejected(error) }
        let balance = try balance(of: transaction.sender, terms.chain)
        guard balance.covers(most) else {
            throw .rejected(.balanceTooLow(most: most, low: balance.low, high: balance.high))
        }
    }

    /// The check after execution, and the transfer. An execution that used more than the bounds, or left too little to pay
    /// for it, is undone and paid for; of the other kinds, which cannot be undone, the transaction is refused.
    mutating func charge(
        _ transaction: Transaction, _ account: AccountFields, _ terms: ExecutionTerms, start: Int,
        before: CallCheckpoint, _ outcome: inout TransactionOutcome
    ) throws(TransactionStop<Failure>) {
        let bounds = account.resourceBounds, charged = bounds.capping(outcome.gas)
        do throws(TransactionRejection) {
            outcome.fee = try charged.fee(terms.context.gasPrices, tip: account.tip)
        } catch { throw .rejected(error) }
        var excess = bounds.exceeded(by: outcome.gas)
        if excess == nil {
            let balance = try balance(of: transaction.sender, terms.chain)
            if !balance.covers(outcome.fee) { excess = balance.shortage(of: outcome.fee) }
        }
        if let excess {
            guard transaction.kind == .invoke else { throw .rejected(.boundsExceeded(reason: excess)) }
            if !outcome.status.isReverted {
                revert(to: before)
                outcome.status = .reverted(reason: excess)
                outcome.gas = usage(transaction, terms, start: start, outcome)
                    .gasVector(usesBlobs: terms.context.usesBlobs)
            }
        }
        guard outcome.fee > 0 else { return }
        outcome.roots.append(try transferFee(outcome.fee, from: transaction.sender, terms))
    }

    /// What an account has of the fee token: both words of the cell pair that every fee token keeps.
    private mutating func balance(
        of account: ContractAddress, _ chain: ChainParameters
    ) throws(TransactionStop<Failure>) -> TokenBalance {
        let key = TokenBalance.key(of: account)
        do throws(Failure) {
            let low = try state.storage(at: StorageCell(address: chain.feeToken, key: key))
            var high = Felt252.zero
            if let next = key.advanced(by: 1) {
                high = try state.storage(at: StorageCell(address: chain.feeToken, key: next))
            }
            return TokenBalance(low: low, high: high)
        } catch { throw .host(error) }
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

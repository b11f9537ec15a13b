import BlockPrograms
import CasmModel
import FiniteFields
public import StarknetModel

/// The rules of an INVOKE transaction (EXEC §3.1): fields, nonce, `__validate__`, `__execute__`, gas, fee.
extension CallHost {
    /// Executes a transaction. A rejected one leaves the state as it was. The host has begun the transaction: `effects`
    /// are empty, and contracts see its info.
    public mutating func invoke(
        _ transaction: InvokeTransaction, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) -> InvokeOutcome {
        let start = state.checkpoint
        do throws(TransactionStop<Failure>) {
            return try execute(transaction, terms, start: start)
        } catch {
            state.revert(to: start)
            throw error
        }
    }

    private mutating func execute(
        _ transaction: InvokeTransaction, _ terms: ExecutionTerms, start: Int
    ) throws(TransactionStop<Failure>) -> InvokeOutcome {
        do throws(TransactionRejection) { try transaction.checkFields() } catch { throw .rejected(error) }
        try takeNonce(transaction, terms.options)
        var outcome = InvokeOutcome(status: .succeeded)
        let bound = terms.options.ignoresGasBounds ? .max : transaction.account.resourceBounds.l2Gas.maxAmount
        if terms.options.validates { try validate(transaction, gasBound: bound, &outcome) }

        // A failure of the execution, caught or not, undoes everything since here.
        let before = checkpoint
        let gas = min(bound - outcome.validateGas, ProtocolConstants.executeGasMax)
        try runExecution(transaction, gas: gas, before: before, &outcome)

        let usage = TransactionUsage(
            transaction: transaction, effects: effects, state: state, start: start,
            gas: outcome.validateGas + outcome.executeGas, chain: terms.chain)
        outcome.gas = usage.gasVector(usesBlobs: terms.context.usesBlobs)
        if terms.chain.fees { try charge(usage, transaction, terms, before: before, &outcome) }
        return outcome
    }

    mutating func takeNonce(
        _ transaction: InvokeTransaction, _ options: ExecutionOptions
    ) throws(TransactionStop<Failure>) {
        let sender = transaction.sender, nonce = transaction.account.nonce
        let classHash: ClassHash, expected: Felt252
        do throws(Failure) {
            classHash = try state.classHash(at: sender)
            expected = try state.nonce(of: sender)
            try state.setNonce(nonce + .one, of: sender)
        } catch { throw .host(error) }
        guard classHash != .none else { throw .rejected(.noAccount(sender)) }
        if options.checksNonce, expected != nonce {
            throw .rejected(.invalidNonce(expected: expected, found: nonce))
        }
    }

    /// The account's own check of the signature: it must answer VALID.
    mutating func validate(
        _ transaction: InvokeTransaction, gasBound: UInt64, _ outcome: inout InvokeOutcome
    ) throws(TransactionStop<Failure>) {
        let gas = min(gasBound, ProtocolConstants.validateGasMax)
        let called: CallOutcome
        do throws(RuleStop<Failure>) {
            called = try callAccount(transaction, ProtocolSelectors.validate, gas: gas, isValidation: true)
        } catch {
            switch error {
            case .host(let failure): throw .host(failure)
            case .abort(let abort):
                throw .rejected(.validationFailed(reason: RevertReason(effects.trace, abort: abort).bytes))
            }
        }
        guard !called.failed else {
            let reason = RevertReason(effects.trace, root: called.node, panic: called.returned)
            throw .rejected(.validationFailed(reason: reason.bytes))
        }
        guard called.returned == [ProtocolFelts.validated] else {
            throw .rejected(.validationFailed(reason: Array("__validate__ did not return VALID".utf8)))
        }
        if let frame = called.frame { outcome.roots.append(.init(kind: .validate, frame: frame)) }
        outcome.validateGas = gas - min(gas, called.gasLeft)
    }

    private mutating func runExecution(
        _ transaction: InvokeTransaction, gas: UInt64, before: CallCheckpoint, _ outcome: inout InvokeOutcome
    ) throws(TransactionStop<Failure>) {
        effects.lastMeteredGas = gas
        do throws(RuleStop<Failure>) {
            let called = try callAccount(transaction, ProtocolSelectors.execute, gas: gas, isValidation: false)
            if let frame = called.frame { outcome.roots.append(.init(kind: .execute, frame: frame)) }
            outcome.executeGas = gas - min(gas, called.gasLeft)
            outcome.returned = called.returned
            guard called.failed else { return }
            revert(to: before)
            outcome.status = .reverted(
                reason: RevertReason(effects.trace, root: called.node, panic: called.returned).bytes)
        } catch {
            switch error {
            case .host(let failure): throw .host(failure)
            case .abort(let abort):
                revert(to: before)
                outcome.executeGas = gas - min(gas, effects.lastMeteredGas)
                outcome.status = .reverted(reason: RevertReason(effects.trace, abort: abort).bytes)
                outcome.abort = abort
                effects.trace.close()
            }
        }
    }

    /// The outer call of one of the account's entry points. The class is looked up each time, as the protocol does.
    private mutating func callAccount(
        _ transaction: InvokeTransaction, _ selector: Felt252, gas: UInt64, isValidation: Bool
    ) throws(RuleStop<Failure>) -> CallOutcome {
        try call(
            EntryCall(
                classHash: try classHash(at: transaction.sender), address: transaction.sender, caller: .zero,
                type: .external, selector: selector, calldata: transaction.calldata, gas: gas,
                isValidation: isValidation))
    }
}

import BlockPrograms
import CasmModel
import FiniteFields
public import StarknetModel

/// The rules of a transaction as a whole (EXEC §3.1): fields, nonce, funds, validation, execution, gas, fee.
extension CallHost {
    /// Executes a transaction. A rejected one leaves the state as it was. The host has begun the transaction: `effects`
    /// are empty, and contracts see its info.
    public mutating func execute(
        _ transaction: Transaction, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) -> TransactionOutcome {
        let start = state.checkpoint
        do throws(TransactionStop<Failure>) {
            return try run(transaction, terms, start: start)
        } catch {
            state.revert(to: start)
            throw error
        }
    }

    private mutating func run(
        _ transaction: Transaction, _ terms: ExecutionTerms, start: Int
    ) throws(TransactionStop<Failure>) -> TransactionOutcome {
        if case .l1Handler(let handler) = transaction { return try runHandler(handler, terms, start: start) }
        let (account, bound, accepted) = try accept(transaction, terms)
        var outcome = accepted

        // A failure of the execution, caught or not, undoes everything since here.
        let before = checkpoint
        switch transaction {
        case .invoke(let invoke): try runExecution(invoke, gasBound: bound, before: before, &outcome)
        case .declare(let declaration): try declare(declaration)
        case .deployAccount, .l1Handler: break
        }
        outcome.gas = usage(transaction, terms, start: start, outcome).gasVector(usesBlobs: terms.context.usesBlobs)
        if terms.chargesFee { try charge(transaction, account, terms, start: start, before: before, &outcome) }
        return outcome
    }

    /// What comes before the execution: what needs no code, then the account's own word. Also gives the account's fields and
    /// the bound of L2 gas.
    mutating func accept(
        _ transaction: Transaction, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) -> (account: AccountFields, gasBound: UInt64, outcome: TransactionOutcome) {
        let account = try admit(transaction, terms)
        let own = terms.options.ignoresGasBounds ? .max : account.resourceBounds.l2Gas.maxAmount
        let bound = terms.options.l2GasBound ?? own
        var outcome = TransactionOutcome(status: .succeeded)
        // The account must be there before it can be asked.
        if case .deployAccount(let deployment) = transaction {
            try deployAccount(deployment, gasBound: bound, &outcome)
        }
        if terms.options.validates { try validate(transaction, gasBound: bound, &outcome) }
        return (account, bound, outcome)
    }

    /// What comes before any code runs: fields, nonce and funds. The nonce is taken.
    private mutating func admit(
        _ transaction: Transaction, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) -> AccountFields {
        do throws(TransactionRejection) { try transaction.checkFields() } catch { throw .rejected(error) }
        guard let account = transaction.account else { throw .rejected(.kindNotSupported(transaction.kind)) }
        try takeNonce(transaction, terms.options)
        if terms.chargesFee { try checkFunds(transaction, account, terms) }
        try requireAccount(transaction)
        return account
    }

    private mutating func takeNonce(
        _ transaction: Transaction, _ options: ExecutionOptions
    ) throws(TransactionStop<Failure>) {
        let sender = transaction.sender, nonce = transaction.nonce
        let expected: Felt252
        do throws(Failure) {
            expected = try state.nonce(of: sender)
            try state.setNonce(nonce + .one, of: sender)
        } catch { throw .host(error) }
        if options.checksNonce, expected != nonce {
            throw .rejected(.invalidNonce(expected: expected, found: nonce))
        }
    }

    /// There must be a contract that can be asked. Who sends from an address without one learns first that nonce or money do
    /// not fit, as on the public network.
    private mutating func requireAccount(_ transaction: Transaction) throws(TransactionStop<Failure>) {
        let classHash: ClassHash
        do throws(Failure) { classHash = try state.classHash(at: transaction.sender) } catch { throw .host(error) }
        guard classHash != .none || transaction.kind == .deployAccount else {
            throw .rejected(.noAccount(transaction.sender))
        }
    }

    /// The account's own check of the signature: it must answer VALID.
    mutating func validate(
        _ transaction: Transaction, gasBound: UInt64, _ outcome: inout TransactionOutcome
    ) throws(TransactionStop<Failure>) {
        guard let asked = ValidationCall(transaction) else { return }
        let gas = min(outcome.gasLeft(of: gasBound), ProtocolConstants.validateGasMax)
        let called: CallOutcome
        do throws(RuleStop<Failure>) {
            called = try callOuter(
                transaction.sender, asked.selector, calldata: asked.calldata, gas: gas, isValidation: true)
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
            var reason = ReasonText()
            reason.append(asked.name)
            reason.append(" did not return VALID")
            throw .rejected(.validationFailed(reason: reason.bytes))
        }
        if let frame = called.frame { outcome.roots.append(.init(kind: .validate, frame: frame)) }
        outcome.validateGas = gas - min(gas, called.gasLeft)
    }

    /// An outer call. The class at the address is looked up each time, as the protocol does.
    mutating func callOuter(
        _ address: ContractAddress, _ selector: Felt252, type: EntryPointType = .external, calldata: [Felt252],
        gas: UInt64, isValidation: Bool = false
    ) throws(RuleStop<Failure>) -> CallOutcome {
        try call(
            EntryCall(
                classHash: try classHash(at: address), address: address, caller: .zero, type: type,
                selector: selector, calldata: calldata, gas: gas, isValidation: isValidation))
    }

    /// What the transaction used so far.
    func usage(
        _ transaction: Transaction, _ terms: ExecutionTerms, start: Int, _ outcome: TransactionOutcome
    ) -> TransactionUsage {
        TransactionUsage(
            transaction: transaction, effects: effects, state: state, start: start,
            gas: outcome.validateGas + outcome.executeGas, classBytes: declaration?.archivedBytes ?? 0,
            chain: terms.chain)
    }
}

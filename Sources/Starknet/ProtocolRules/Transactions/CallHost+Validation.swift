import FiniteFields
public import StarknetModel

/// What is checked of a transaction before it waits for a block.
extension CallHost {
    /// Runs the checks that a block would make before `__execute__`, and leaves the state as it was: fields, nonce if the
    /// options say so, that the sender can pay what the transaction may use at most, and `__validate__`. What runs for a
    /// transaction that nobody has paid for is bounded by `ProtocolConstants.validateGasMax`.
    public mutating func validate(
        _ transaction: InvokeTransaction, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) {
        let start = state.checkpoint
        defer { state.revert(to: start) }
        do throws(TransactionRejection) { try transaction.checkFields() } catch { throw .rejected(error) }
        try takeNonce(transaction, terms.options)
        if terms.chain.fees { try checkBalance(transaction, terms) }
        var outcome = InvokeOutcome(status: .succeeded)
        let bound = transaction.account.resourceBounds.l2Gas.maxAmount
        try validate(transaction, gasBound: bound, &outcome)
    }

    /// The sender's balance of the fee token covers all of its bounds, at the block's prices.
    private mutating func checkBalance(
        _ transaction: InvokeTransaction, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) {
        let bounds = transaction.account.resourceBounds
        let most = GasVector(
            l1Gas: bounds.l1Gas.maxAmount, l1DataGas: bounds.l1DataGas.maxAmount, l2Gas: bounds.l2Gas.maxAmount)
        let fee: UInt128, balance: Felt252
        do throws(TransactionRejection) {
            fee = try most.fee(terms.context.gasPrices, tip: transaction.account.tip)
        } catch { throw .rejected(error) }
        let cell = StorageCell(
            address: terms.chain.feeToken,
            key: StorageKey.variable("ERC20_balances", keys: [transaction.sender.felt]))
        do throws(Failure) { balance = try state.storage(at: cell) } catch { throw .host(error) }
        guard !balance.precedes(Felt252(fee)) else { throw .rejected(.feeNotPaid) }
    }
}

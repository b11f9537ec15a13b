import FiniteFields
public import StarknetModel

/// What is checked of a transaction before it waits for a block.
extension CallHost {
    /// Runs the checks that a block would make before `__execute__`, and leaves the state as it was: fields, nonce if the
    /// options say so, funds, the constructor of an account that deploys itself, validation. What runs for a transaction that
    /// nobody has paid for is bounded by `ProtocolConstants.validateGasMax`, once for each of the two. What a declaration
    /// declares is left to `checkDeclaration`, since nobody compiles a class for who did not sign for it.
    public mutating func validate(
        _ transaction: Transaction, _ terms: ExecutionTerms
    ) throws(TransactionStop<Failure>) {
        let start = state.checkpoint
        defer { state.revert(to: start) }
        _ = try accept(transaction, terms)
    }
}

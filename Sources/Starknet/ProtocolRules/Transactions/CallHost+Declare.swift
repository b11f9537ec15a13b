import FiniteFields
public import StarknetModel

/// The rules of a DECLARE transaction (EXEC §3.12).
extension CallHost {
    /// Declares the class: what compiles to what the transaction says, has a version whose gas can be counted, and is not
    /// declared yet. It can be used by the next transaction on.
    mutating func declare(_ transaction: DeclareTransaction) throws(TransactionStop<Failure>) {
        try check(transaction)
        state.declare(transaction.classHash, as: transaction.compiledClassHash)
    }

    /// Whether the class of a declaration can be declared now; nothing is asked of other transactions. Changes nothing.
    public mutating func checkDeclaration(_ transaction: Transaction) throws(TransactionStop<Failure>) {
        if case .declare(let declaration) = transaction { try check(declaration) }
    }

    private mutating func check(_ transaction: DeclareTransaction) throws(TransactionStop<Failure>) {
        guard let body = declaration, body.classHash == transaction.classHash else {
            throw .rejected(.classBodyMissing(transaction.classHash))
        }
        guard body.countsSierraGas else { throw .rejected(.sierraVersionTooOld) }
        guard body.compiledClassHash == transaction.compiledClassHash else {
            throw .rejected(.compiledClassHashMismatch(expected: body.compiledClassHash))
        }
        let isKnown: Bool
        do throws(Failure) { isKnown = try entryPoints(of: transaction.classHash) != nil } catch { throw .host(error) }
        guard !isKnown else { throw .rejected(.classAlreadyDeclared(transaction.classHash)) }
    }
}

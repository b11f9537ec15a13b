import FiniteFields
import ProtocolRules
import StarknetModel
import StarknetRPC

extension NodeExecution {
    /// The error that the sender of a transaction gets.
    static func rpcError(_ rejection: TransactionRejection) -> RPCError {
        let error: RPCError =
            switch rejection {
            case .invalidNonce: .invalidNonce
            case .noAccount, .validationFailed, .addressInUse, .constructorFailed: .validationFailure
            case .fieldNotSupported(.proofFacts): .unexpected
            case .fieldNotSupported, .boundsTooHigh: .validationFailure
            case .boundsTooLow, .boundsExceeded: .insufficientResources
            case .feeTooLarge, .feeNotPaid, .balanceTooLow: .insufficientBalance
            case .classNotDeclared: .classHashNotFound
            case .classAlreadyDeclared: .classAlreadyDeclared
            case .classNotCompiled, .classBodyMissing, .sierraVersionTooOld: .compilationFailed
            case .compiledClassHashMismatch: .compiledClassHashMismatch
            case .kindNotSupported, .tooLong, .executionNotProvable, .beyondProvingBudget, .noRoomToProve: .unexpected
            }
        return error.because(rejection.text)
    }
}

extension TransactionRejection {
    /// The whole reason, for the transaction's sender.
    var text: String {
        switch self {
        case .validationFailed(let reason): Self.text(reason)
        case .constructorFailed(let reason): "Constructor failed: " + Self.text(reason)
        case .boundsTooLow(let reason), .boundsExceeded(let reason): Self.text(reason)
        case .classNotCompiled(let reason), .executionNotProvable(let reason): Self.text(reason)
        case .beyondProvingBudget(let excess):
            "The execution asks more of the prover than a block may: \(excess.explanation)"
        case .noRoomToProve(let excess): "The block asks more of the prover than it may: \(excess.explanation)"
        case .boundsTooHigh(let amount, let most):
            "Max L2Gas amount \(amount) is above the most that a transaction may use, \(most)"
        case .invalidNonce(let expected, let found): "Invalid nonce: expected \(expected), found \(found)"
        case .noAccount(let address): "There is no contract at \(address.felt)"
        case .kindNotSupported(let kind): "Not supported: \(kind.name) transactions"
        case .fieldNotSupported(let field): "Not supported: \(field.name)"
        case .tooLong(let field): "Too long: \(field.name)"
        case .feeTooLarge: "The fee does not fit into 128 bits"
        case .feeNotPaid: "The fee transfer failed"
        case .balanceTooLow(let most, let low, let high):
            "Resources bounds (\(most)) exceed balance (low \(low), high \(high))"
        case .addressInUse(let address): "There is a contract at \(address.felt)"
        case .classNotDeclared(let hash): "Class \(hash.felt) is not declared"
        case .classBodyMissing(let hash): "The class is not \(hash.felt)"
        case .sierraVersionTooOld: "Classes of a Sierra version before 1.7 cannot be declared"
        case .compiledClassHashMismatch(let expected): "The class compiles to \(expected.felt)"
        case .classAlreadyDeclared(let hash): "Class \(hash.felt) is declared already"
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

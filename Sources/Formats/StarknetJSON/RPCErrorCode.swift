/// The errors of Starknet's JSON-RPC (EXEC §8.2) and of JSON-RPC itself: what servers answer and clients tell apart.
public enum RPCErrorCode: Int, CaseIterable, Sendable {
    // JSON-RPC itself.
    case parseError = -32_700
    case invalidRequest = -32_600
    case methodNotFound = -32_601
    case invalidParameters = -32_602
    case internalError = -32_603

    // Reading.
    case noTrace = 10
    case contractNotFound = 20
    case entryPointNotFound = 21
    case blockNotFound = 24
    case invalidTransactionIndex = 27
    case classHashNotFound = 28
    case transactionHashNotFound = 29
    case pageSizeTooBig = 31
    case noBlocks = 32
    case invalidContinuationToken = 33
    case tooManyKeys = 34
    case contractError = 40
    case transactionExecutionError = 41
    case storageProofNotSupported = 42

    // Writing.
    case classAlreadyDeclared = 51
    case invalidNonce = 52
    case insufficientResources = 53
    case insufficientBalance = 54
    case validationFailure = 55
    case compilationFailed = 56
    case classTooLarge = 57
    case nonAccount = 58
    case duplicateTransaction = 59
    case compiledClassHashMismatch = 60
    case unsupportedVersion = 61
    case unsupportedClassVersion = 62
    case unexpected = 63
    case underpricedReplacement = 64

    // Subscribing.
    case invalidSubscription = 66
    case tooManyAddresses = 67
    case tooManyBlocksBack = 68

    /// The specification's message.
    public var message: String {
        switch self {
        case .parseError: "Parse error"
        case .invalidRequest: "Invalid Request"
        case .methodNotFound: "Method not found"
        case .invalidParameters: "Invalid params"
        case .internalError: "Internal error"
        case .noTrace: "No trace available for transaction"
        case .contractNotFound: "Contract not found"
        case .entryPointNotFound: "Requested entrypoint does not exist in the contract"
        case .blockNotFound: "Block not found"
        case .invalidTransactionIndex: "Invalid transaction index in a block"
        case .classHashNotFound: "Class hash not found"
        case .transactionHashNotFound: "Transaction hash not found"
        case .pageSizeTooBig: "Requested page size is too big"
        case .noBlocks: "There are no blocks"
        case .invalidContinuationToken: "The supplied continuation token is invalid or unknown"
        case .tooManyKeys: "Too many keys provided in a filter"
        case .contractError: "Contract error"
        case .transactionExecutionError: "Transaction execution error"
        case .storageProofNotSupported:
            "The node doesn't support storage proofs for blocks that are too far in the past"
        case .classAlreadyDeclared: "Class already declared"
        case .compilationFailed: "Compilation failed"
        case .classTooLarge: "Contract class size is too large"
        case .compiledClassHashMismatch: "The compiled class hash did not match the one supplied in the transaction"
        case .unsupportedClassVersion: "The contract class version is not supported"
        case .invalidNonce: "Invalid transaction nonce"
        case .insufficientResources:
            "The transaction's resources don't cover validation or the minimal transaction fee"
        case .insufficientBalance:
            "Account balance is smaller than the transaction's maximal fee (calculated as the sum of each resource's limit x max price)"
        case .validationFailure: "Account validation failed"
        case .nonAccount: "Sender address is not an account contract"
        case .duplicateTransaction: "A transaction with the same hash already exists in the mempool"
        case .unsupportedVersion: "The transaction version is not supported"
        case .unexpected: "An unexpected error occurred"
        case .underpricedReplacement: "Replacement transaction is underpriced"
        case .invalidSubscription: "Invalid subscription id"
        case .tooManyAddresses: "Too many addresses in filter sender_address filter"
        case .tooManyBlocksBack: "Cannot go back more than 1024 blocks"
        }
    }

    /// There is no such contract, block, class or transaction.
    public var meansAbsent: Bool {
        switch self {
        case .contractNotFound, .blockNotFound, .classHashNotFound, .transactionHashNotFound: true
        default: false
        }
    }
}

internal import JSONCoding

/// An error answer of the JSON-RPC (EXEC §8.2): code and message of the specification, and data that says precisely
/// what was wrong.
public struct RPCError: Error, Sendable, Equatable {
    public var code: Int
    public var message: String
    /// A JSON value.
    public var data: [UInt8]?

    public init(code: Int, message: String, data: [UInt8]? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// The same error with text as its data.
    public func because(_ text: String) -> RPCError {
        var writer = JSONWriter()
        writer.string(text)
        return RPCError(code: code, message: message, data: writer.bytes)
    }

    func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.key("code")
            w.integer(code)
            w.key("message")
            w.string(message)
            if let data {
                w.key("data")
                w.raw(data)
            }
        }
    }
}

extension RPCError {
    // JSON-RPC itself.
    public static let parseError = RPCError(code: -32_700, message: "Parse error")
    public static let invalidRequest = RPCError(code: -32_600, message: "Invalid Request")
    public static let methodNotFound = RPCError(code: -32_601, message: "Method not found")
    public static let invalidParameters = RPCError(code: -32_602, message: "Invalid params")
    public static let internalError = RPCError(code: -32_603, message: "Internal error")

    // Reading.
    public static let noTrace = RPCError(code: 10, message: "No trace available for transaction")
    public static let contractNotFound = RPCError(code: 20, message: "Contract not found")
    public static let entryPointNotFound = RPCError(
        code: 21, message: "Requested entrypoint does not exist in the contract")
    public static let blockNotFound = RPCError(code: 24, message: "Block not found")
    public static let invalidTransactionIndex = RPCError(code: 27, message: "Invalid transaction index in a block")
    public static let classHashNotFound = RPCError(code: 28, message: "Class hash not found")
    public static let transactionHashNotFound = RPCError(code: 29, message: "Transaction hash not found")
    public static let pageSizeTooBig = RPCError(code: 31, message: "Requested page size is too big")
    public static let noBlocks = RPCError(code: 32, message: "There are no blocks")
    public static let invalidContinuationToken = RPCError(
        code: 33, message: "The supplied continuation token is invalid or unknown")
    public static let tooManyKeys = RPCError(code: 34, message: "Too many keys provided in a filter")
    public static let contractError = RPCError(code: 40, message: "Contract error")
    public static let transactionExecutionError = RPCError(code: 41, message: "Transaction execution error")
    public static let storageProofNotSupported = RPCError(
        code: 42, message: "The node doesn't support storage proofs for blocks that are too far in the past")

    // Writing.
    public static let invalidNonce = RPCError(code: 52, message: "Invalid transaction nonce")
    public static let insufficientResources = RPCError(
        code: 53, message: "The transaction's resources don't cover validation or the minimal transaction fee")
    public static let insufficientBalance = RPCError(
        code: 54,
        message:
            "Account balance is smaller than the transaction's maximal fee (calculated as the sum of each resource's limit x max price)"
    )
    public static let validationFailure = RPCError(code: 55, message: "Account validation failed")
    public static let nonAccount = RPCError(code: 58, message: "Sender address is not an account contract")
    public static let duplicateTransaction = RPCError(
        code: 59, message: "A transaction with the same hash already exists in the mempool")
    public static let unsupportedVersion = RPCError(code: 61, message: "The transaction version is not supported")
    public static let unexpected = RPCError(code: 63, message: "An unexpected error occurred")
    public static let underpricedReplacement = RPCError(
        code: 64, message: "Replacement transaction is underpriced")
}

extension RPCError {
    /// Error 63: the request used up the time that one may take.
    public static let outOfTime = unexpected.because("the time that one request may take is used up")

    /// Error 40: a call failed for this reason.
    public static func contractFailure(_ reason: String) -> RPCError {
        var w = JSONWriter()
        w.object { w in
            w.key("revert_error")
            w.string(reason)
        }
        return RPCError(code: contractError.code, message: contractError.message, data: w.bytes)
    }

    /// Error 41: a simulated transaction cannot be executed.
    public static func executionFailure(index: Int, _ reason: String) -> RPCError {
        var w = JSONWriter()
        w.object { w in
            w.key("transaction_index")
            w.integer(index)
            w.key("execution_error")
            w.string(reason)
        }
        return RPCError(code: transactionExecutionError.code, message: transactionExecutionError.message, data: w.bytes)
    }
}

import JSONCoding
public import StarknetJSON

/// An error answer of the JSON-RPC (EXEC §8.2): code and message of the specification, and data that says precisely
/// what was wrong.
public struct RPCError: Error, Sendable, Equatable {
    public var code: Int
    public var message: String
    /// A JSON value.
    public var data: [UInt8]?

    /// An error of the specification.
    public init(_ code: RPCErrorCode, data: [UInt8]? = nil) {
        self.code = code.rawValue
        message = code.message
        self.data = data
    }

    /// The same error with text as its data.
    public func because(_ text: String) -> RPCError {
        var writer = JSONWriter()
        writer.string(text)
        var copy = self
        copy.data = writer.bytes
        return copy
    }

    func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.field("code", integer: code)
            w.field("message", string: message)
            if let data {
                w.key("data")
                w.raw(data)
            }
        }
    }
}

extension RPCError {
    // JSON-RPC itself.
    public static let parseError = RPCError(.parseError)
    public static let invalidRequest = RPCError(.invalidRequest)
    public static let methodNotFound = RPCError(.methodNotFound)
    public static let invalidParameters = RPCError(.invalidParameters)
    public static let internalError = RPCError(.internalError)

    // Reading.
    public static let noTrace = RPCError(.noTrace)
    public static let contractNotFound = RPCError(.contractNotFound)
    public static let entryPointNotFound = RPCError(.entryPointNotFound)
    public static let blockNotFound = RPCError(.blockNotFound)
    public static let invalidTransactionIndex = RPCError(.invalidTransactionIndex)
    public static let classHashNotFound = RPCError(.classHashNotFound)
    public static let transactionHashNotFound = RPCError(.transactionHashNotFound)
    public static let pageSizeTooBig = RPCError(.pageSizeTooBig)
    public static let noBlocks = RPCError(.noBlocks)
    public static let invalidContinuationToken = RPCError(.invalidContinuationToken)
    public static let tooManyKeys = RPCError(.tooManyKeys)
    public static let contractError = RPCError(.contractError)
    public static let transactionExecutionError = RPCError(.transactionExecutionError)
    public static let storageProofNotSupported = RPCError(.storageProofNotSupported)

    // Writing.
    public static let classAlreadyDeclared = RPCError(.classAlreadyDeclared)
    public static let compilationFailed = RPCError(.compilationFailed)
    public static let classTooLarge = RPCError(.classTooLarge)
    public static let compiledClassHashMismatch = RPCError(.compiledClassHashMismatch)
    public static let unsupportedClassVersion = RPCError(.unsupportedClassVersion)
    public static let invalidNonce = RPCError(.invalidNonce)
    public static let insufficientResources = RPCError(.insufficientResources)
    public static let insufficientBalance = RPCError(.insufficientBalance)
    public static let validationFailure = RPCError(.validationFailure)
    public static let nonAccount = RPCError(.nonAccount)
    public static let duplicateTransaction = RPCError(.duplicateTransaction)
    public static let unsupportedVersion = RPCError(.unsupportedVersion)
    public static let unexpected = RPCError(.unexpected)
    public static let underpricedReplacement = RPCError(.underpricedReplacement)

    // Subscribing.
    public static let invalidSubscription = RPCError(.invalidSubscription)
    public static let tooManyAddresses = RPCError(.tooManyAddresses)
    public static let tooManyBlocksBack = RPCError(.tooManyBlocksBack)
}

extension RPCError {
    /// Error 63: the request used up the time that one may take.
    public static let outOfTime = unexpected.because("the time that one request may take is used up")

    /// Error 40: a call failed for this reason.
    public static func contractFailure(_ failure: NestedFailure) -> RPCError {
        var w = JSONWriter()
        w.object { w in
            w.key("revert_error")
            failure.write(to: &w)
        }
        return RPCError(.contractError, data: w.bytes)
    }

    /// Error 41: a simulated transaction cannot be executed.
    public static func executionFailure(index: Int, _ failure: NestedFailure) -> RPCError {
        var w = JSONWriter()
        w.object { w in
            w.field("transaction_index", integer: index)
            w.key("execution_error")
            failure.write(to: &w)
        }
        return RPCError(.transactionExecutionError, data: w.bytes)
    }
}

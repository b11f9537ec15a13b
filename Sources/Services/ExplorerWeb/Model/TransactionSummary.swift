/// A row of a transaction list.
public struct TransactionSummary: Sendable, Equatable {
    public var hash: String
    public var block: UInt64
    public var index: Int
    /// INVOKE, DECLARE, DEPLOY_ACCOUNT or L1_HANDLER, as the RPC names it.
    public var type: String
    public var sender: String
    public var nonce: String
    /// SUCCEEDED or REVERTED.
    public var executionStatus: String
    public var timestamp: UInt64

    public init(
        hash: String, block: UInt64, index: Int, type: String, sender: String, nonce: String, executionStatus: String,
        timestamp: UInt64
    ) {
        self.hash = hash
        self.block = block
        self.index = index
        self.type = type
        self.sender = sender
        self.nonce = nonce
        self.executionStatus = executionStatus
        self.timestamp = timestamp
    }
}

/// Everything shown on a transaction's page.
public struct TransactionDetail: Sendable, Equatable {
    public var summary: TransactionSummary
    public var blockHash: String
    public var calldata: [String]
    public var signature: [String]
    public var tip: String
    /// Rows of "resource: maximum amount at maximum price".
    public var resourceBounds: [String]
    public var actualFee: String
    public var revertReason: String?
    public var events: [EventView]
    /// The root calls (validate, execute, …) with their inner calls; empty where the node gave no trace.
    public var calls: [CallView]

    public init(
        summary: TransactionSummary, blockHash: String, calldata: [String], signature: [String], tip: String,
        resourceBounds: [String], actualFee: String, revertReason: String?, events: [EventView], calls: [CallView]
    ) {
        self.summary = summary
        self.blockHash = blockHash
        self.calldata = calldata
        self.signature = signature
        self.tip = tip
        self.resourceBounds = resourceBounds
        self.actualFee = actualFee
        self.revertReason = revertReason
        self.events = events
        self.calls = calls
    }
}

/// An event: the contract it came from, keys and data, and its decoded form where the contract's ABI is known.
public struct EventView: Sendable, Equatable {
    public var contract: String
    public var keys: [String]
    public var data: [String]
    public var decoded: DecodedItem?

    public init(contract: String, keys: [String], data: [String], decoded: DecodedItem? = nil) {
        self.contract = contract
        self.keys = keys
        self.data = data
        self.decoded = decoded
    }
}

/// A call of the call tree.
public struct CallView: Sendable, Equatable {
    /// The part of the transaction a root call belongs to (validate, execute, fee transfer), or nil for inner calls.
    public var phase: String?
    public var contract: String
    public var classHash: String
    public var selector: String
    public var calldata: [String]
    public var result: [String]
    public var isReverted: Bool
    /// The function's name and arguments, where the ABI is known.
    public var decoded: DecodedItem?
    public var decodedResult: DecodedItem?
    public var inner: [CallView]

    public init(
        phase: String?, contract: String, classHash: String, selector: String, calldata: [String], result: [String],
        isReverted: Bool, decoded: DecodedItem? = nil, decodedResult: DecodedItem? = nil, inner: [CallView]
    ) {
        self.phase = phase
        self.contract = contract
        self.classHash = classHash
        self.selector = selector
        self.calldata = calldata
        self.result = result
        self.isReverted = isReverted
        self.decoded = decoded
        self.decodedResult = decodedResult
        self.inner = inner
    }
}

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

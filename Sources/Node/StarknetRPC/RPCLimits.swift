/// The bounds of the RPC beside those of HTTP. Listed in LIMITS.md.
public struct RPCLimits: Sendable {
    /// The id of a request, bytes.
    static let idBytesMax = 1_024
    /// Bytes of a request: the network's largest class as JSON, and what is around it.
    public static let bodyBytesMax = 4_259_840
    /// Felts of the Sierra program of a class that is declared, as the network's gateways have it.
    public static let classFeltsMax = 81_920
    /// Entries of a batch.
    public var batchMax = 100
    /// Bytes of an answer, a batch's answers together.
    public var answerBytesMax = 32 << 20
    /// Nesting of a request's JSON.
    public var depthMax = 64
    /// Values and keys of a request's JSON.
    public var nodesMax = 400_000
    /// Events of one page.
    public var eventsPageMax = 1_024
    /// Groups of keys, and addresses, of an event filter.
    public var eventKeysMax = 16
    /// Blocks that one event request looks into before it hands out a continuation token.
    public var eventBlocksMax: UInt64 = 5_000
    /// Keys of one storage proof request.
    public var storageProofKeysMax = 100
    /// Transactions of one estimate or simulation.
    public var simulatedTransactionsMax = 50

    /// Subscriptions of one socket.
    public var subscriptionsMax = 128
    /// Blocks before the latest from which a subscription may begin.
    public var blocksBackMax: UInt64 = 1_024
    /// Addresses of a subscription to transactions.
    public var subscriptionAddressesMax = 1_024

    /// Seconds that one request may run, and one batch altogether.
    public var requestSecondsMax = 5.0
    public var batchSecondsMax = 10.0
    /// Entries of a batch that is answered at once; longer ones wait with the long requests.
    public var shortBatchMax = 10

    public init() {}
}

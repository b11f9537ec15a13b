public import FiniteFields
public import StarknetModel

/// What a load run sends.
public struct LoadPlan: Sendable {
    /// The nodes to send to; accounts are spread over them.
    public var nodes: [String]
    /// Transactions in total.
    public var count: Int
    /// Transactions a second.
    public var rate: Double
    /// How long to wait for the last ones after everything was sent, seconds.
    public var waitSeconds = 60.0
    /// Threads that sign and send.
    public var senders = 4
    /// What the random arguments, and the keys of accounts that are deployed, come from.
    public var seed: UInt64
    /// The class of accounts to deploy: then a third each are calls of the demo contracts, transfers of tokens to new accounts,
    /// and the deployments of these. Nil for calls only.
    public var accountClass: ClassHash?
    /// Called with each transaction that a node has taken, on the thread that sent it.
    public var onTaken: @Sendable (Felt252) -> Void = { _ in }

    public init(nodes: [String], count: Int, rate: Double, seed: UInt64) {
        self.nodes = nodes
        self.count = count
        self.rate = rate
        self.seed = seed
    }
}

/// What came of a load run.
public struct LoadReport: Sendable {
    public var sent = 0
    /// Refused by the node; the first reasons.
    public var refused = 0
    public var reasons: [String] = []
    public var included = 0
    /// Of those in blocks, calls of demo contracts, transfers of tokens and deployments of accounts.
    public var calls = 0
    public var transfers = 0
    public var deployments = 0
    public var reverted = 0
    /// Included with another result than the one computed here.
    public var wrong = 0
    public var blocks = 0
    public var firstBlock: UInt64?
    public var lastBlock: UInt64?
    /// From the first transaction sent to the last one seen in a block.
    public var seconds = 0.0
    /// From sending to being seen in a block, ascending.
    public var latencies: [Double] = []

    static let reasonsKept = 5

    /// Transactions a second from the first sent to the last included.
    public var throughput: Double { seconds > 0 ? Double(included) / seconds : 0 }

    /// What the transactions in blocks were, where they were not calls only.
    public var kinds: String? {
        transfers + deployments == 0
            ? nil : "\(calls) calls, \(transfers) transfers of tokens, \(deployments) deployments of accounts"
    }

    /// The latency that a share of the transactions stayed below; nil when there are none.
    public func latency(share: Double) -> Double? {
        latencies.isEmpty ? nil : latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]
    }

    /// Everything was included with the right result.
    public var isComplete: Bool { refused == 0 && reverted == 0 && wrong == 0 && included == sent && sent > 0 }
}

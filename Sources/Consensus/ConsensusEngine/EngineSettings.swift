public import ConsensusAlgorithms

/// The times of an engine, in milliseconds.
public struct EngineSettings: Hashable, Sendable {
    /// What the algorithm's timers are made from.
    public var rounds = RoundTimes()
    /// The time between blocks while there are transactions.
    public var blockMillis = 2_000
    /// The time between blocks while there are none.
    public var emptyBlockMillis = 10_000
    /// How often peers are told what is known here.
    public var gossipMillis = 500
    /// How long a peer may take to send a missed block before another is asked.
    public var syncMillis = 2_000

    public init() {}
}

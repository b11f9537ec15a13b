import ConsensusCore
import QuorumCertificates

/// The times of an engine, in milliseconds.
public struct EngineSettings: Hashable, Sendable {
    /// A timer that grows with the round: `min(base + round * delta, max)`.
    public struct Timer: Hashable, Sendable {
        public var base: Int
        public var delta: Int
        public var max: Int

        public init(base: Int, delta: Int, max: Int) {
            self.base = base
            self.delta = delta
            self.max = max
        }

        func millis(_ round: Round) -> Int {
            let (growth, overflow) = delta.multipliedReportingOverflow(by: Int(round.value))
            return overflow ? max : min(base + growth, max)
        }
    }

    /// From the start of a round to a prevote for nil: building, sending and executing a block must fit.
    public var propose = Timer(base: 3_000, delta: 1_000, max: 15_000)
    public var prevote = Timer(base: 500, delta: 250, max: 5_000)
    public var precommit = Timer(base: 500, delta: 250, max: 5_000)
    /// The time between blocks while there are transactions.
    public var blockMillis = 2_000
    /// The time between blocks while there are none.
    public var emptyBlockMillis = 10_000
    /// How often peers are told what is known here.
    public var gossipMillis = 500
    /// How long a peer may take to send a missed block before another is asked.
    public var syncMillis = 2_000

    public init() {}

    func millis(_ timeout: Timeout) -> Int {
        switch timeout.kind {
        case .propose: propose.millis(timeout.round)
        case .prevote: prevote.millis(timeout.round)
        case .precommit: precommit.millis(timeout.round)
        }
    }
}

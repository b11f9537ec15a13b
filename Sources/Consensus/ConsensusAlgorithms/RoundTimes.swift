public import QuorumCertificates

/// How long the parts of a round may take.
public struct RoundTimes: Hashable, Sendable {
    /// From the start of a round until its proposal is given up: building, sending and executing a block must fit.
    public var proposal: RisingTime
    /// From a quorum of votes that do not agree until the others are given up.
    public var votes: RisingTime

    /// No bound in practice. The time for a proposal grows round by round until building, sending and executing a block fit,
    /// however slow the machines are: with a bound below that no height would end.
    public static let longestMillis = 3_600_000

    public init(
        proposal: RisingTime = RisingTime(base: 3_000, delta: 1_000, max: RoundTimes.longestMillis),
        votes: RisingTime = RisingTime(base: 500, delta: 250, max: 5_000)
    ) {
        self.proposal = proposal
        self.votes = votes
    }
}

/// A time in milliseconds that grows with the round: `min(base + round * delta, max)`.
public struct RisingTime: Hashable, Sendable {
    public var base: Int
    public var delta: Int
    public var max: Int

    public init(base: Int, delta: Int, max: Int) {
        self.base = base
        self.delta = delta
        self.max = max
    }

    /// The time in a round.
    public func millis(_ round: Round) -> Int {
        let (growth, overflow) = delta.multipliedReportingOverflow(by: Int(round.value))
        return overflow ? max : min(base + growth, max)
    }
}

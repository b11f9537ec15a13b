public import ConsensusCore
public import QuorumCertificates

/// What may be signed once: a step of a round of a height. Steps are ordered as the protocol takes them.
public struct SigningStep: Hashable, Sendable, Comparable {
    /// The step within the round.
    public enum Kind: UInt8, Hashable, Sendable {
        case proposal = 0
        case prevote = 1
        case precommit = 2
    }

    public let height: Height
    public let round: Round
    public let kind: Kind

    public init(height: Height, round: Round, kind: Kind) {
        self.height = height
        self.round = round
        self.kind = kind
    }

    /// The step of a vote.
    public init(_ vote: Vote) {
        self.init(height: vote.height, round: vote.round, kind: vote.kind == .prevote ? .prevote : .precommit)
    }

    /// The step of a proposal.
    public init(_ proposal: Proposal) {
        self.init(height: proposal.height, round: proposal.round, kind: .proposal)
    }

    public static func < (a: SigningStep, b: SigningStep) -> Bool {
        (a.height, a.round, a.kind.rawValue) < (b.height, b.round, b.kind.rawValue)
    }
}

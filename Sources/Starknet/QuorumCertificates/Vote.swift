/// The two voting steps of a round.
public enum VoteKind: UInt8, Hashable, Sendable, CaseIterable {
    /// "I would accept this block in this round."
    case prevote = 0
    /// "I have seen a quorum of prevotes for this block." A quorum of these decides.
    case precommit = 1
}

/// A vote of one validator; `block` is nil for a vote against every block of the round.
public struct Vote: Hashable, Sendable {
    public let kind: VoteKind
    public let height: Height
    public let round: Round
    public let block: BlockID?
    public let validator: ValidatorIndex

    public init(kind: VoteKind, height: Height, round: Round, block: BlockID?, validator: ValidatorIndex) {
        self.kind = kind
        self.height = height
        self.round = round
        self.block = block
        self.validator = validator
    }
}

/// A vote with its signature. The shell checks signatures before a vote enters an algorithm, which only carries them
/// into certificates.
public struct SignedVote: Hashable, Sendable {
    public let vote: Vote
    public let signature: [UInt8]

    public init(vote: Vote, signature: [UInt8]) {
        self.vote = vote
        self.signature = signature
    }
}

public import ConsensusAlgorithms
public import QuorumCertificates

/// A proposer's offer for its round.
public struct Proposal: Hashable, Sendable {
    public let height: Height
    public let round: Round
    /// The round in which the block already had a quorum of prevotes; nil for a fresh block.
    public let validRound: Round?
    public let block: BlockID
    public let proposer: ValidatorIndex

    public init(height: Height, round: Round, validRound: Round?, block: BlockID, proposer: ValidatorIndex) {
        self.height = height
        self.round = round
        self.validRound = validRound
        self.block = block
        self.proposer = proposer
    }

    /// The block as this proposal offers it.
    public var offer: BlockOffer { BlockOffer(height: height, round: round, block: block) }
}

/// A proposal with its signature and, for an old block, the quorum of prevotes that `validRound` claims.
///
/// Carrying that quorum keeps an equivocating validator from hiding it: everyone who gets the proposal can follow
/// the proposer's reason.
public struct SignedProposal: Hashable, Sendable {
    public let proposal: Proposal
    public let signature: [UInt8]
    public let polka: [SignedVote]

    public init(proposal: Proposal, signature: [UInt8], polka: [SignedVote]) {
        self.proposal = proposal
        self.signature = signature
        self.polka = polka
    }
}

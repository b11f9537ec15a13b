public import ConsensusAlgorithms
public import QuorumCertificates

/// What a validator signs: a proposal in its turn, and two votes a round.
public enum TendermintStatement: ConsensusStatement {
    /// The polka goes along unsigned: its votes carry their own signatures.
    case proposal(Proposal, polka: [SignedVote])
    case vote(Vote)

    public var position: SigningPosition {
        switch self {
        case .proposal(let proposal, _):
            SigningPosition(major: proposal.height.value, round: proposal.round, step: 0)
        case .vote(let vote):
            SigningPosition(major: vote.height.value, round: vote.round, step: vote.kind == .prevote ? 1 : 2)
        }
    }

    public var offer: BlockOffer? {
        switch self {
        case .proposal(let proposal, _): proposal.offer
        case .vote: nil
        }
    }

    public func signingBytes(domain: [UInt8], contentDigest: [UInt8]) -> [UInt8] {
        switch self {
        case .proposal(let proposal, _):
            SigningBytes.of(proposal, contentDigest: contentDigest, domain: domain)
        case .vote(let vote): SigningBytes.of(vote, domain: domain)
        }
    }

    public func signed(_ signature: [UInt8]) -> TendermintMessage {
        switch self {
        case .proposal(let proposal, let polka):
            .proposal(SignedProposal(proposal: proposal, signature: signature, polka: polka))
        case .vote(let vote): .vote(SignedVote(vote: vote, signature: signature))
        }
    }
}

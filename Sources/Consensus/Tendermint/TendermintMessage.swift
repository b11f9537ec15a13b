public import ConsensusAlgorithms
public import ProtobufCoding
public import QuorumCertificates

/// The two messages of Tendermint.
public enum TendermintMessage: ConsensusMessage {
    case proposal(SignedProposal)
    case vote(SignedVote)

    public var sender: ValidatorIndex {
        switch self {
        case .proposal(let signed): signed.proposal.proposer
        case .vote(let signed): signed.vote.validator
        }
    }

    public var place: BlockPlace {
        switch self {
        case .proposal(let signed): signed.proposal.offer.place
        case .vote(let signed): BlockPlace(height: signed.vote.height, round: signed.vote.round)
        }
    }

    public var position: SigningPosition {
        switch self {
        case .proposal(let signed): TendermintStatement.proposal(signed.proposal, polka: []).position
        case .vote(let signed): TendermintStatement.vote(signed.vote).position
        }
    }

    public var offer: BlockOffer? {
        switch self {
        case .proposal(let signed): signed.proposal.offer
        case .vote: nil
        }
    }

    public func signatures(domain: [UInt8], contentDigest: [UInt8]) -> [ClaimedSignature] {
        let claim = { (signed: SignedVote) in
            ClaimedSignature(
                validator: signed.vote.validator, signedBytes: SigningBytes.of(signed.vote, domain: domain),
                signature: signed.signature)
        }
        switch self {
        case .vote(let signed): return [claim(signed)]
        case .proposal(let signed):
            let bytes = SigningBytes.of(signed.proposal, contentDigest: contentDigest, domain: domain)
            let own = ClaimedSignature(
                validator: signed.proposal.proposer, signedBytes: bytes, signature: signed.signature)
            return [own] + signed.polka.map(claim)
        }
    }

    public var wireBytes: [UInt8] {
        switch self {
        case .proposal(let signed): signed.wireBytes
        case .vote(let signed): signed.wireBytes
        }
    }

    public init(wireBytes: [UInt8], isOffer: Bool) throws(WireError) {
        self =
            isOffer
            ? .proposal(try SignedProposal(wireBytes: wireBytes)) : .vote(try SignedVote(wireBytes: wireBytes))
    }
}

public import ConsensusAlgorithms
public import QuorumCertificates

/// Tendermint's certificate is the quorum of precommits that a block's verifier checks.
extension QuorumCertificate: FinalityCertificate {
    public func signingBytes(chainID: [UInt8]) -> [UInt8] {
        // The bytes of a vote do not name the voter.
        let vote = Vote(kind: .precommit, height: height, round: round, block: block, validator: ValidatorIndex(0))
        return SigningBytes.of(vote, chainID: chainID)
    }
}

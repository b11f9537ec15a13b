public import ConsensusAlgorithms
public import QuorumCertificates

/// Tendermint's certificate is the quorum of precommits that a block's verifier checks.
extension QuorumCertificate: FinalityCertificate {}

public import QuorumCertificates

/// Why a block is final, for anyone who knows the committee: a quorum of signatures over one string of bytes.
public protocol FinalityCertificate: WireCodable, Hashable, Sendable {
    var height: Height { get }
    var block: BlockID { get }
    /// The round that decided, for reports.
    var round: Round { get }
    /// The bytes that every signature signs.
    func signingBytes(domain: [UInt8]) -> [UInt8]
    /// In the order of the committee.
    var signatures: [QuorumCertificate.Signature] { get }
}

extension FinalityCertificate {
    /// Checks weight, order and every signature. The caller brings the signature scheme.
    public func check(
        against validators: ValidatorSet, domain: [UInt8], verifying isGenuine: (ClaimedSignature) -> Bool
    ) throws(QuorumCertificate.Failure) {
        let bytes = signingBytes(domain: domain)
        try validators.checkQuorum(of: signatures) {
            isGenuine(ClaimedSignature(validator: $0.validator, signedBytes: bytes, signature: $0.bytes))
        }
    }
}

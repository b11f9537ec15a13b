import FiniteFields
public import QuorumCertificates
public import StarknetModel

extension BlockVerifier {
    /// Checks that the pinned committee decided on this header: a quorum certificate of its height whose signatures are over
    /// its hash. Returns the signers' places in the committee, in order.
    public func checkCertificate(
        _ certificate: QuorumCertificate, of header: BlockHeader
    ) throws(BlockRejection) -> [Int] {
        guard certificate.height.value == header.context.number,
            certificate.block == BlockID(blockHash: header.hash)
        else { throw .certificate(.otherBlock) }
        // No weights that count mean no quorum.
        guard let validators = ValidatorSet(weights: configuration.validators.map { $0.weight }) else {
            throw .certificate(.quorum)
        }
        let signed = certificate.signingBytes(domain: configuration.signingDomain)
        do throws(QuorumCertificate.Failure) {
            try validators.checkQuorum(of: certificate.signatures) { signature in
                // Asked about members of the set only, which has one weight for each key.
                Signatures.isGenuine(
                    signature.bytes, of: signed, by: configuration.validators[signature.validator.value].key)
            }
        } catch {
            throw .certificate(BlockRejection.CertificateFailure(error))
        }
        return certificate.signatures.map { $0.validator.value }
    }
}

extension BlockRejection.CertificateFailure {
    /// The failure as a verdict's reader gets it.
    init(_ failure: QuorumCertificate.Failure) {
        self =
            switch failure {
            case .unknownValidator, .unordered: .signers
            case .badSignature(let validator): .signature(validator: validator)
            case .noQuorum: .quorum
            }
    }
}

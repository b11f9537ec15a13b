import BlockVerifying
import ConsensusCore

extension BlockCertificate {
    /// The certificate as verifiers read it: the same signatures; the block is left out, whose hash a verifier computes.
    init(_ certificate: QuorumCertificate) {
        self.init(
            height: certificate.height.value, round: certificate.round.value,
            signatures: certificate.signatures.map { Signature(validator: $0.validator.value, bytes: $0.bytes) })
    }
}

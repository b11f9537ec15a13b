public import CairoVerifying
import CairoAIR
import FiniteFields
import JSONCoding

/// The Rust verifier's format: the proof's structures as JSON (STWO §4.10, `CairoProofForRustVerifier`).
public enum SerdeFormat {
    static let limits = JSONLimits(bytes: 256 << 20, depth: 32, nodes: 32 << 20)

    /// Reads a proof; unknown, missing and repeated members are errors.
    public static func read(json bytes: some Collection<UInt8>) throws(ProofFormatError) -> CairoProof {
        do throws(JSONError) {
            let root = try JSONDocument(bytes, limits: limits).root
            try root.requireOnly([
                "claim", "interaction_pow", "interaction_claim", "stark_proof", "channel_salt",
                "preprocessed_trace_variant",
            ])
            let claim = try root.member("claim").claim()
            let (sums, bigSum) = try root.member("interaction_claim").interactionClaim(claim)
            return CairoProof(
                claim: claim, interactionProofOfWork: try root.member("interaction_pow").integer(),
                claimedSums: sums, bigClaimedSum: bigSum, stark: try root.member("stark_proof").starkProof(),
                channelSalt: try root.member("channel_salt").integer(),
                variant: try PreprocessedVariant(serde: root.member("preprocessed_trace_variant")))
        } catch {
            throw .json(error)
        }
    }
}

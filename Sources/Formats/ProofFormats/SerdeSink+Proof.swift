import CairoAIR
import CairoVerifying
import CircleFRI
import Commitments
import FiniteFields
import HashFunctions
import StarkVerifying

/// The proof's structures, members in the reference's order (STWO §4.10, `CairoProofForRustVerifier`).
extension SerdeSink {
    /// The extra sum over the large values' instances is computed where the proof has none.
    mutating func write(_ proof: CairoProof, _ hash: ProofHash) {
        structure { sink in
            sink.member("claim") { $0.write(proof.claim) }
            sink.member("interaction_pow", proof.interactionProofOfWork)
            sink.member("interaction_claim") { $0.writeSums(of: proof) }
            sink.member("stark_proof") { $0.write(proof.stark, hash) }
            sink.member("channel_salt", proof.channelSalt)
            sink.member("preprocessed_trace_variant") { $0.write(proof.variant) }
        }
    }

    private mutating func write(_ variant: PreprocessedVariant) {
        let index = PreprocessedVariant.allCases.firstIndex(of: variant) ?? 0
        choice(variant.serdeName, index: UInt32(index))
    }

    /// `[[a, b], [c, d]]`.
    mutating func write(_ element: QM31) {
        tuple([(element.a, element.b), (element.c, element.d)]) { sink, half in
            sink.tuple([half.0, half.1]) { $0.number($1.value) }
        }
    }

    mutating func write(_ elements: [QM31]) { sequence(elements) { $0.write($1) } }

    /// 32 bytes of Blake2s; a field element of Poseidon is its decimal digits.
    private mutating func write(_ digest: Blake2sDigest, _ hash: ProofHash) {
        if hash == .poseidon252 { text(digest.felt.decimal) } else { tuple(digest.bytes) { $0.number($1) } }
    }

    private mutating func write(_ decommitment: MerkleDecommitment, _ hash: ProofHash) {
        structure { sink in
            sink.member("hash_witness") { $0.sequence(decommitment.hashWitness) { $0.write($1, hash) } }
        }
    }

    private mutating func write(_ layer: FriLayerProof, _ hash: ProofHash) {
        structure { sink in
            sink.member("fri_witness") { $0.write(layer.witness) }
            sink.member("decommitment") { $0.write(layer.decommitment, hash) }
            sink.member("commitment") { $0.write(layer.commitment, hash) }
        }
    }

    private mutating func write(_ fri: FriProof, _ hash: ProofHash) {
        structure { sink in
            sink.member("first_layer") { $0.write(fri.firstLayer, hash) }
            sink.member("inner_layers") { $0.sequence(fri.innerLayers) { $0.write($1, hash) } }
            sink.member("last_layer_poly") { sink in
                sink.structure { sink in
                    sink.member("coeffs") { $0.write(fri.lastLayerCoefficients) }
                    let count = fri.lastLayerCoefficients.count
                    sink.member("log_size", UInt32(count == 0 ? 0 : count.trailingZeroBitCount))
                }
            }
        }
    }

    private mutating func write(_ proof: StarkProof, _ hash: ProofHash) {
        structure { sink in
            sink.member("config") { $0.write(proof.config) }
            sink.member("commitments") { $0.sequence(proof.commitments) { $0.write($1, hash) } }
            sink.member("sampled_values") { $0.sequence(proof.sampledValues) { $0.sequence($1) { $0.write($1) } } }
            sink.member("decommitments") { $0.sequence(proof.decommitments) { $0.write($1, hash) } }
            sink.member("queried_values") {
                $0.sequence(proof.queriedValues) { $0.sequence($1) { $0.sequence($1) { $0.number($1.value) } } }
            }
            sink.member("proof_of_work", proof.proofOfWork)
            sink.member("fri_proof") { $0.write(proof.fri, hash) }
        }
    }
}

import CairoAIR
public import CairoVerifying
import CircleFRI
import Commitments
import FiniteFields
import HashFunctions
import JSONCoding
import StarkVerifying

extension SerdeFormat {
    /// Writes a proof as compact JSON, members in the reference's order; reading gives the same proof. The extra sum over
    /// the large values' instances is computed where the proof has none.
    public static func write(_ proof: CairoProof) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("claim")
            writer.write(proof.claim)
            writer.field("interaction_pow", integer: proof.interactionProofOfWork)
            writer.key("interaction_claim")
            writer.writeSums(of: proof)
            writer.key("stark_proof")
            writer.write(proof.stark)
            writer.field("channel_salt", integer: proof.channelSalt)
            writer.field("preprocessed_trace_variant", string: proof.variant.serdeName)
        }
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func write(_ element: QM31) {
        array { writer in
            writer.array([element.a, element.b]) { $0.integer($1.value) }
            writer.array([element.c, element.d]) { $0.integer($1.value) }
        }
    }

    private mutating func write(_ elements: [QM31]) { array(elements) { $0.write($1) } }
    private mutating func write(_ digest: Blake2sDigest) { array(digest.bytes) { $0.integer($1) } }

    private mutating func write(_ decommitment: MerkleDecommitment) {
        object { writer in
            writer.key("hash_witness")
            writer.array(decommitment.hashWitness) { $0.write($1) }
        }
    }

    private mutating func write(_ layer: FriLayerProof) {
        object { writer in
            writer.key("fri_witness")
            writer.write(layer.witness)
            writer.key("decommitment")
            writer.write(layer.decommitment)
            writer.key("commitment")
            writer.write(layer.commitment)
        }
    }

    private mutating func write(_ fri: FriProof) {
        object { writer in
            writer.key("first_layer")
            writer.write(fri.firstLayer)
            writer.key("inner_layers")
            writer.array(fri.innerLayers) { $0.write($1) }
            writer.key("last_layer_poly")
            writer.object { writer in
                writer.key("coeffs")
                writer.write(fri.lastLayerCoefficients)
                writer.key("log_size")
                let count = fri.lastLayerCoefficients.count
                writer.integer(count == 0 ? 0 : count.trailingZeroBitCount)
            }
        }
    }

    mutating func write(_ proof: StarkProof) {
        object { writer in
            writer.key("config")
            proof.config.write(to: &writer)
            writer.key("commitments")
            writer.array(proof.commitments) { $0.write($1) }
            writer.key("sampled_values")
            writer.array(proof.sampledValues) { $0.array($1) { $0.write($1) } }
            writer.key("decommitments")
            writer.array(proof.decommitments) { $0.write($1) }
            writer.key("queried_values")
            writer.array(proof.queriedValues) { $0.array($1) { $0.array($1) { $0.integer($1.value) } } }
            writer.field("proof_of_work", integer: proof.proofOfWork)
            writer.key("fri_proof")
            writer.write(proof.fri)
        }
    }
}

public import CairoVerifying
public import HashFunctions
import JSONCoding

/// The Rust verifier's format: the proof's structures as JSON (STWO §4.10, `CairoProofForRustVerifier`). What the hash is
/// stands nowhere in it.
public enum SerdeFormat {
    static let limits = JSONLimits(bytes: 256 << 20, depth: 32, nodes: 32 << 20)

    /// Reads a proof; unknown, missing and repeated members are errors.
    public static func read(
        json bytes: some Collection<UInt8>, hash: ProofHash = .blake2s
    ) throws(ProofFormatError) -> CairoProof {
        do throws(JSONError) {
            return try JSONDocument(bytes, limits: limits).root.proof(hash)
        } catch {
            throw .json(error)
        }
    }

    /// Writes a proof as compact JSON, members in the reference's order; reading gives the same proof. The extra sum over
    /// the large values' instances is computed where the proof has none.
    public static func write(_ proof: CairoProof, hash: ProofHash = .blake2s) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(proof, hash)
        return writer.bytes
    }
}

public import CairoVerifying
import HashFunctions

/// A proof file in either JSON format.
public enum ProofFile {
    /// The largest file that is read.
    public static let bytesMax = 256 << 20

    /// Reads a proof; an array of felts is the Cairo verifier's format, anything else the Rust verifier's. What a format
    /// leaves unsaid comes from the parameters.
    public static func read(
        _ bytes: some Collection<UInt8>, parameters: ProverParameters
    ) throws(ProofFormatError) -> CairoProof {
        let blanks: [UInt8] = [0x20, 0x09, 0x0a, 0x0d]
        if bytes.first(where: { !blanks.contains($0) }) == UInt8(ascii: "[") {
            return try CairoSerdeFormat.read(json: bytes, variant: parameters.variant, hash: parameters.hash)
        }
        guard parameters.hash != .poseidon252 else { throw .poseidonJSON }
        return try SerdeFormat.read(json: bytes)
    }
}

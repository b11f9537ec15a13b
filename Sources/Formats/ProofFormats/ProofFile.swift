public import CairoVerifying
import HashFunctions

/// A proof file in any of the three formats.
public enum ProofFile {
    /// The largest file that is read.
    public static let bytesMax = 256 << 20

    /// Reads a proof; compressed bytes are the binary format, an array of felts is the Cairo verifier's, anything else the
    /// Rust verifier's JSON. What a format leaves unsaid comes from the parameters.
    public static func read(
        _ bytes: some Collection<UInt8>, parameters: ProverParameters
    ) throws(ProofFormatError) -> CairoProof {
        if bytes.starts(with: BinaryFormat.magic) { return try BinaryFormat.read(bytes, hash: parameters.hash) }
        let blanks: [UInt8] = [0x20, 0x09, 0x0a, 0x0d]
        if bytes.first(where: { !blanks.contains($0) }) == UInt8(ascii: "[") {
            return try CairoSerdeFormat.read(json: bytes, variant: parameters.variant, hash: parameters.hash)
        }
        return try SerdeFormat.read(json: bytes, hash: parameters.hash)
    }
}

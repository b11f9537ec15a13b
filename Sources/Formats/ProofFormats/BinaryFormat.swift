import Bzip2Coding
import ByteCoding
public import CairoVerifying
public import HashFunctions

/// The reference prover's binary format: the structures of `SerdeFormat` as bincode, compressed with bzip2 (STWO §4.10).
public enum BinaryFormat {
    /// The most bytes that a proof takes uncompressed.
    static let bytesMax = 256 << 20

    /// How a file begins.
    static let magic = Array("BZh".utf8)

    /// Reads a proof. Over Poseidon there is no such format: the reference cannot read what it would write.
    public static func read(
        _ bytes: some Collection<UInt8>, hash: ProofHash = .blake2s
    ) throws(ProofFormatError) -> CairoProof {
        guard hash != .poseidon252 else { throw .poseidonBinary }
        let content: [UInt8]
        do throws(Bzip2Error) {
            content = try Bzip2.decompress(Array(bytes), bytesMax: bytesMax)
        } catch {
            throw .compression(error)
        }
        do throws(ByteCodingError) {
            let source = BincodeSource(content)
            let proof = try source.proof(hash)
            try source.finish()
            return proof
        } catch {
            throw .bytes(error)
        }
    }

    /// Writes a proof: the same bytes as the reference prover.
    public static func write(_ proof: CairoProof, hash: ProofHash = .blake2s) throws(ProofFormatError) -> [UInt8] {
        guard hash != .poseidon252 else { throw .poseidonBinary }
        guard proof.claim.publicData[.output] != nil else { throw .segmentsMissing }
        var writer = BincodeWriter()
        writer.write(proof, hash)
        do throws(Bzip2Error) {
            return try Bzip2.compress(writer.bytes)
        } catch {
            throw .compression(error)
        }
    }
}

public import CairoAIR
import FiniteFields
public import HashFunctions
import StarkVerifying

extension CairoProof {
    /// Reads the stream of the Cairo verifier's format of a proof with Blake2s, whose felts are all numbers of at most 64 bits.
    /// The stream does not name the preprocessed variant.
    public init(words: [UInt64], variant: PreprocessedVariant) throws(ProofDecodingError) {
        try self.init(stream: ProofStream(words: words), variant: variant, hash: .blake2s)
    }

    /// Reads a stream, which names neither the preprocessed variant nor the hash.
    public init(
        stream: ProofStream, variant: PreprocessedVariant, hash: ProofHash
    ) throws(ProofDecodingError) {
        var reader = WordReader(stream, hash: hash)
        let claim = try reader.claim()
        let work = try reader.word()
        let sums = try reader.secureElements()
        let stark = try reader.stark(claim: claim, variant: variant)
        let salt = try reader.number()
        guard reader.isAtEnd else { throw .trailingWords }
        self.init(
            claim: claim, interactionProofOfWork: work, claimedSums: sums, stark: stark, channelSalt: salt,
            variant: variant)
    }

    /// The numbers of this proof, whose hash is Blake2s, or nil when it cannot be written in this format.
    public func words() -> [UInt64]? { stream(hash: .blake2s)?.words }

    /// The stream of this proof, or nil when it cannot be written in this format, which demands all eleven segments.
    public func stream(hash: ProofHash) -> ProofStream? {
        var writer = WordWriter(hash: hash)
        guard writer.append(claim) else { return nil }
        writer.append(interactionProofOfWork)
        writer.append(claimedSums)
        guard writer.append(stark, claim: claim, variant: variant) else { return nil }
        writer.append(UInt64(channelSalt))
        return writer.stream
    }
}

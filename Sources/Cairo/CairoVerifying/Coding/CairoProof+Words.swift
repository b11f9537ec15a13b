public import CairoAIR
import FiniteFields
import StarkVerifying

extension CairoProof {
    /// Reads the stream of the Cairo verifier's format (STWO §4.10, "cairo-serde"), whose felts are all numbers of at most
    /// 64 bits. The stream does not name the preprocessed variant.
    public init(words: [UInt64], variant: PreprocessedVariant) throws(ProofDecodingError) {
        var reader = WordReader(words)
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

    /// The stream of this proof, or nil when it cannot be written in this format, which demands all eleven segments.
    public func words() -> [UInt64]? {
        var writer = WordWriter()
        guard writer.append(claim) else { return nil }
        writer.append(interactionProofOfWork)
        writer.append(claimedSums)
        guard writer.append(stark, claim: claim, variant: variant) else { return nil }
        writer.append(UInt64(channelSalt))
        return writer.words
    }
}

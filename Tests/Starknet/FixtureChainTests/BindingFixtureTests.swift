import BlockVerifying
import ByteCoding
import CairoAIR
import CairoVerifying
import FixtureChains
import SHA2
import Testing

/// What a proof's claim may not say about its program and its tables.
struct BindingFixtureTests {
    /// The file of block 12 with a proof in it that brings its program along.
    private func fileWithProgram() throws -> [UInt8] {
        var proof = try BlockProof(decoding: FixtureFiles.bundle(12).proof)
        proof.cairo?.claim.publicData.program = [PublicCell(id: 1, value: .zero)]
        let words = try #require(proof.cairo?.words())
        proof.cairo = nil
        // Everything before the mark that says whether there is a proof, and before the checksum.
        var writer = ByteWriter()
        writer.raw(try #require(proof.encoded()).dropLast(33) + [1])
        writer.count(words.count)
        for word in words {
            if word < 0xffff_ffff {
                writer.u32(UInt32(word))
            } else {
                writer.u32(.max)
                writer.u64(word)
            }
        }
        return writer.bytes + SHA256.hash(writer.bytes)
    }

    @Test func `a proof that brings a program along`() throws {
        var bundle = try FixtureFiles.bundle(12)
        bundle.proof = try fileWithProgram()
        let verifier = BlockVerifier<OpenSSLSignatures>(configuration: try FixtureFiles.configuration())
        #expect(throws: BlockRejection.program) { try verifier.verify(bundle) }
    }

    @Test func `tables with more rows than the field can count`() throws {
        var parts = try FixtureParts(12)
        parts.proof.cairo?.claim[.addOpcode] = [29]
        let rejection = try parts.rejection()
        #expect(rejection == .proof(.claim(.tooManySteps)), "\(String(describing: rejection))")
    }
}

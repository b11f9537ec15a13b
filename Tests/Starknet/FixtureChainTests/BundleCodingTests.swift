import BlockPrograms
import BlockVerifying
import ByteCoding
import CairoVerifying
import CasmModel
import FiniteFields
import FixtureChains
import QuorumCertificates
import SHA2
import StarknetModel
import Testing

/// A bundle and a proof file have one encoding each, and what is none is refused before anything in it is believed.
struct BundleCodingTests {
    private func file() throws -> [UInt8] { try FixtureFiles.bundle(12).proof }

    /// The file with other bytes before a checksum that fits.
    private func sealed(_ content: [UInt8]) -> [UInt8] { content + SHA256.hash(content) }

    private func rejection(_ file: [UInt8]) -> BlockRejection? {
        do throws(BlockRejection) {
            _ = try BlockProof(decoding: file)
            return nil
        } catch { return error }
    }

    @Test func `the first bytes name the format`() throws {
        var bundle = try FixtureFiles.bundle(2).encoded
        #expect(try BlockBundle(decoding: bundle).encoded == bundle)
        bundle[7] = UInt8(ascii: "4")
        #expect(throws: ByteCodingError.notCanonical) { try BlockBundle(decoding: bundle) }

        var content = [UInt8](try file().dropLast(32))
        #expect(rejection(sealed(content)) == nil)
        content[7] ^= 1
        #expect(rejection(sealed(content)) == .version)
    }

    @Test func `a bundle without declarations has one form`() throws {
        let bundle = try FixtureFiles.bundle(2)
        func encoded(_ magic: String, _ declarations: [BundledDeclaration]?) -> [UInt8] {
            var writer = ByteWriter()
            writer.raw(Array(magic.utf8))
            writer.value(bundle.block)
            writer.values(bundle.ancestors)
            writer.values(bundle.classes)
            if let declarations { writer.values(declarations) }
            writer.lengthPrefixed(bundle.certificate.wireBytes)
            writer.lengthPrefixed(bundle.proof)
            return writer.bytes
        }
        #expect(bundle.encoded == encoded("STARLBB2", nil))
        #expect(throws: ByteCodingError.notCanonical) { try BlockBundle(decoding: encoded("STARLBB3", [])) }
    }

    @Test func `a file without room for its checksum is refused`() throws {
        for count in [0, 1, 31, 32] {
            let short = BlockProof.magic + [UInt8](repeating: 0, count: count)
            #expect(rejection(short) == .checksum)
        }
        #expect(rejection([]) == .version)
    }

    @Test func `a file whose checksum does not fit is refused`() throws {
        var file = try file()
        file[file.count - 1] ^= 1
        #expect(rejection(file) == .checksum)
    }

    @Test func `a configuration of another format is refused`() throws {
        var bytes = try FixtureFiles.configuration().encoded
        bytes[7] ^= 1
        #expect(throws: ByteCodingError.notCanonical) { try VerifierConfiguration(decoding: bytes) }
    }

    @Test func `a byte more or less before the checksum is refused`() throws {
        let content = [UInt8](try file().dropLast(32))
        #expect(rejection(sealed(content + [0])) == .encoding(.trailing(count: 1)))
        #expect(rejection(sealed([UInt8](content.dropLast()))) == .encoding(.truncated(needed: 4, left: 3)))
    }

    @Test func `a word that fits 32 bits is not written with 64`() throws {
        let content = [UInt8](try file().dropLast(32))
        let marked: [UInt8] = [255, 255, 255, 255] + content.suffix(4) + [0, 0, 0, 0]
        let wide = [UInt8](content.dropLast(4)) + marked
        #expect(rejection(sealed(wide)) == .encoding(.notCanonical))
    }

    @Test func `a proof part that is no Cairo proof is refused as that`() throws {
        var content = [UInt8](try file().dropLast(32))
        // Behind everything that a file without a proof part has stand the number of words and the words.
        var clear = try BlockProof(decoding: file())
        clear.cairo = nil
        let count = try #require(clear.encoded()).count - 32
        let words = count + content[count...].prefix { $0 & 0x80 != 0 }.count + 1
        content.replaceSubrange(words..<words + 4, with: [0xfe, 0xff, 0xff, 0xff])
        let refused = rejection(sealed(content))
        #expect(refused.map { if case .proofEncoding(_) = $0 { true } else { false } } == true)
    }

    @Test func `numbers of a manifest are bounded before they become machine integers`() throws {
        let honest = try BlockProof(decoding: file())
        let fields: [WritableKeyPath<FrameManifest, Int>] = [
            \.transaction, \.classIndex, \.entryOffset, \.transcript.offset, \.calldata.count, \.usage[.rangeCheck],
            \.returned.range.offset,
        ]
        for field in fields {
            var proof = honest
            proof.manifest.frames[0][keyPath: field] = 1 << 27
            #expect(rejection(try #require(proof.encoded())) == .encoding(.notCanonical), "\(field)")
            proof.manifest.frames[0][keyPath: field] = 1 << 27 - 1
            #expect(rejection(try #require(proof.encoded())) == nil, "\(field)")
        }
    }

    @Test func `segments of a class that lie in each other without end are refused`() throws {
        var writer = ByteWriter()
        writer.felt(.one)
        writer.array([Felt252]()) { $0.felt($1) }
        writer.bool(true)
        for _ in 0..<1_000_000 {
            writer.u8(1)
            writer.count(1)
        }
        #expect(throws: ByteCodingError.notCanonical) { try BundledClass(decoding: writer.bytes) }
    }

    @Test func `a claim without a segment has no file`() throws {
        var proof = try BlockProof(decoding: file())
        #expect(proof.encoded() == (try file()))
        proof.cairo?.claim.publicData.segments[0] = nil
        #expect(proof.encoded() == nil)
    }
}

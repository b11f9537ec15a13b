import FiniteFields
import HashFunctions
import Testing
import Transcripts

@Suite struct TranscriptTests {
    // Vectors of the reference implementation's unit tests, STWO §2.1.
    @Test func `mixing a number gives the published digest`() {
        var a = Transcript()
        a.mix(0x1111_2222_3333_4444 as UInt64)
        #expect(a.digest.hex == "bc9e3fc1d24e8897956d3359327397249d6bcacd224d927404e7ba4a77dc6ece")
    }

    // By the definitions of STWO §2.3; golden proofs over Poseidon are the vectors.
    @Test func `over Poseidon, numbers and draws are permutations`() {
        var transcript = Transcript(variant: .poseidon252)
        transcript.mix(5 as UInt64)
        #expect(transcript.digest.felt == Poseidon.hash(.zero, 5))
        let drawn = Poseidon.permute(Poseidon.hash(.zero, 5), .zero, 3).0.limbs
        #expect(transcript.drawElement().a == M31(reducing: drawn.0 & 0x7fff_ffff))
        let before = transcript.digest.felt
        transcript.mix([QM31(0, 0, 0, 7)])
        // A one, then four digits in base 2^31.
        var number = Felt252(1)
        for _ in 0..<4 { number = number * Felt252(1 << 31 as UInt64) }
        #expect(transcript.digest.felt == Poseidon.hash(list: [before, number + 7]))
        #expect(transcript.drawQueries(count: 70, logSize: 21).allSatisfy { $0 < 1 << 21 })
    }

    // The unit tests of the reference's Cairo verifier, channel/blake2s/test.cairo: elements (1, 2, 3, 4), (5, 6, 7, 8), ...
    @Test(arguments: [
        (
            1,
            SIMD8<UInt32>(
                1_586_304_710, 1_167_332_849, 1_688_630_032, 429_142_330, 4_001_363_212, 2_013_799_503, 180_553_907,
                2_044_853_257)
        ),
        (
            2,
            SIMD8<UInt32>(
                1_835_698_174, 2_969_628_929, 1_758_616_107, 158_303_712, 3_820_231_193, 179_192_886, 4_063_347_398,
                3_332_297_509)
        ),
        (
            3,
            SIMD8<UInt32>(
                2_116_479_765, 3_227_507_660, 1_737_697_798, 2_518_684_651, 1_068_812_914, 1_858_078_313,
                1_722_202_885, 2_198_022_752)
        ),
        (
            5,
            SIMD8<UInt32>(
                3_425_911_356, 1_462_327_982, 3_241_135_902, 4_212_900_065, 3_145_879_221, 3_413_011_910,
                3_946_733_048, 4_081_152_200)
        ),
    ]) func `mixing elements gives the published digests`(count: Int, words: SIMD8<UInt32>) {
        var transcript = Transcript()
        transcript.mix(
            (0..<UInt32(count)).map {
                QM31(
                    M31(canonical: 4 * $0 + 1), M31(canonical: 4 * $0 + 2), M31(canonical: 4 * $0 + 3),
                    M31(canonical: 4 * $0 + 4))
            })
        #expect(transcript.digest.words == words)
    }

    @Test func `draws differ from each other and start anew after a mix`() {
        var transcript = Transcript()
        let first = transcript.drawElement(), second = transcript.drawElement()
        #expect(first != second)
        var again = Transcript()
        #expect(again.drawElement() == first)
        again.mix(QM31.one)
        #expect(again.drawElement() != second)
    }

    @Test func `a pair starts with the element that a single draw gives`() {
        var one = Transcript(), two = Transcript()
        #expect(one.drawElement() == two.drawElementPair().0)
        #expect(one == two)
    }

    @Test func `packing pads with zeros to whole elements`() {
        var packed = Transcript(), plain = Transcript()
        packed.mix(packing: [1, 2, 3, 4, 5])
        plain.mix([QM31(1, 2, 3, 4), QM31(5, 0, 0, 0)])
        #expect(packed == plain)
        packed.mix(packing: [])
        plain.mix([])
        #expect(packed == plain)
        packed.mix(packing: [1, 2, 3, 4])
        plain.mix(QM31(1, 2, 3, 4))
        #expect(packed == plain)
    }

    @Test func `queries are ascending, distinct and inside the domain`() {
        var transcript = Transcript()
        let few = transcript.drawQueries(count: 100, logSize: 4)
        #expect(few.count <= 16 && few == few.sorted() && Set(few).count == few.count)
        #expect(few.allSatisfy { $0 < 16 })
        #expect(transcript.drawQueries(count: 70, logSize: 21).count <= 70)
        #expect(transcript.drawQueries(count: 0, logSize: 21).isEmpty)
    }

    @Test func `the first nonce with the work has it, and those before do not`() throws {
        var transcript = Transcript()
        transcript.mix(QM31.one)
        let nonce = try #require(transcript.firstProofOfWork(bits: 8))
        for smaller in 0..<nonce { #expect(!transcript.hasProofOfWork(nonce: smaller, bits: 8)) }
        #expect(transcript.hasProofOfWork(nonce: nonce, bits: 8))
        #expect(!transcript.hasProofOfWork(nonce: nonce, bits: 63))
    }

    @Test func `reduced words stay below the modulus`() {
        var transcript = Transcript(variant: .blake2sM31)
        for _ in 0..<50 {
            transcript.mix(QM31.one)
            for i in 0..<8 { #expect(transcript.digest.words[i] < M31.modulus) }
        }
    }
}

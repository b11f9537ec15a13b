import FiniteFields
import HashFunctions
import Testing
import Transcripts

@Suite struct TranscriptTests {
    static func hex(_ digest: Blake2sDigest) -> String {
        digest.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    // Vectors of the reference implementation's unit tests, STWO §2.1.
    @Test func `mixing numbers and words gives the published digests`() {
        var a = Transcript()
        a.mix(0x1111_2222_3333_4444 as UInt64)
        #expect(Self.hex(a.digest) == "bc9e3fc1d24e8897956d3359327397249d6bcacd224d927404e7ba4a77dc6ece")
        var b = Transcript()
        b.mix(words: [1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(Self.hex(b.digest) == "7091768357bb1bb3346fdab6b357d7fa46b8fbe32c2e4324a0ffc294cbf9a1c7")
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
        var transcript = Transcript(variant: .reduced)
        for _ in 0..<50 {
            transcript.mix(QM31.one)
            for i in 0..<8 { #expect(transcript.digest.words[i] < M31.modulus) }
        }
    }
}

import HashFunctions
import Testing

@Suite struct Blake2sTests {
    // RFC 7693 Appendix B ("abc"), the empty string from the reference implementation's test vectors, "a" from STWO §2.1.
    @Test(arguments: [
        ("abc", "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982"),
        ("", "69217a3079908094e11121d042354a7c1f55b6482ca1a51e1b250dfd1ed0eef9"),
        ("a", "4a0d129873403037c2cd9b9048203687f6233fb6738956e0349bd4320fec3e90"),
    ]) func `known digests`(text: String, digest: String) {
        #expect(Blake2s.hash(Array(text.utf8)).hex == digest)
    }

    // The self-test of RFC 7693 Appendix E: inputs of several lengths, unkeyed digests of 32 bytes, fed in all splits.
    @Test func `any split of the input gives the same digest`() {
        for length in [0, 1, 3, 4, 63, 64, 65, 127, 128, 129, 255] {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
            let whole = Blake2s.hash(bytes)
            for split in stride(from: 0, through: length, by: 7) {
                var hash = Blake2s()
                hash.update(Array(bytes[..<split]))
                hash.update(Array(bytes[split...]))
                #expect(hash.finalized == whole)
            }
        }
    }

    @Test func `words at once are words one by one`() {
        let words = (0..<70).map { UInt32($0) &* 0x9e37_79b9 }
        for offset in [0, 1, 4, 7, 63, 64] {
            for count in 0...words.count {
                var expected = Blake2s(), hash = Blake2s()
                for index in 0..<offset {
                    expected.update(byte: UInt8(index))
                    hash.update(byte: UInt8(index))
                }
                for word in words[..<count] { expected.update(word: word) }
                hash.update(words: words.span.extracting(..<(count / 2)))
                hash.update(words: words.span.extracting((count / 2)..<count))
                #expect(hash.finalized == expected.finalized)
            }
        }
    }

    @Test func `a node is the hash of its children's bytes`() {
        let left = Blake2s.hash([1]), right = Blake2s.hash([2])
        #expect(Blake2s.hash(left, right) == Blake2s.hash(left.bytes + right.bytes))
    }

    @Test func `bytes and words of a digest are the same thing`() {
        let digest = Blake2s.hash([9])
        #expect(Blake2sDigest(bytes: digest.bytes) == digest)
        #expect(Blake2sDigest(bytes: digest.bytes.dropLast()) == nil)
    }
}

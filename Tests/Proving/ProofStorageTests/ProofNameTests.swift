import FiniteFields
import ProofStorage
import Testing

@Suite struct `The name of a proof` {
    @Test func `says block, hash and content`() throws {
        let text = ProofName.of(block: 12, hash: 0xabc, content: [1, 2, 3])
        let name = try #require(ProofName(text))
        #expect(name.block == 12 && name.hash == 0xabc)
        #expect(name.matches([1, 2, 3]) && !name.matches([1, 2, 4]))
        let long = ProofName.of(block: .max, hash: 1, content: [])
        #expect(ProofName(long)?.block == .max)
    }

    @Test func `has one spelling`() {
        let text = ProofName.of(block: 12, hash: 0xabc, content: [1, 2, 3])
        for (part, other) in [
            ("block-", "Block-"), ("-000000000012-", "-12-"), ("-000000000012-", "-+00000000012-"), ("abc-", "ABC-"),
            (".proof", ".proof2"), (".proof", ""), ("block-", "../block-"), ("-000000000012-", "-0000000000012-"),
        ] {
            let changed = text.replacing(part, with: other)
            #expect(changed != text && ProofName(changed) == nil, "\(changed)")
        }
        #expect(ProofName("") == nil && ProofName("block-1-2-3-4.proof") == nil)
    }
}

import CairoAIR
import CairoVerifying
import FiniteFields
import ProofFormats
import StarkVerifying
import Testing
import VectorFiles

/// One test an error: the words of a real proof are broken in exactly one place.
struct DecodingErrorTests {
    static func words() throws -> [UInt64] {
        try CairoSerdeFormat.words(json: VectorFiles.data("stwo/proofs/fib_1k.quick_small.cairo_serde.json"))
    }

    // The stream starts with 41 program cells of 9 words, 44 segment words, one output cell, two ids and six registers.
    static let outputCount = 1 + 41 * 9 + 44
    static let marks = outputCount + 1 + 9 + 2 + 6

    struct Case: Sendable, CustomTestStringConvertible {
        let error: ProofDecodingError
        let breaks: @Sendable (inout [UInt64]) -> Void
        var testDescription: String { "\(error)" }
    }

    static let cases: [Case] = [
        Case(error: .truncated) { $0.removeLast() },
        Case(error: .countTooLarge(word: 0)) { $0.removeSubrange(1...) },
        Case(error: .truncated) { $0.removeAll() },
        Case(error: .trailingWords) { $0.append(0) },
        Case(error: .numberTooLarge(word: 3)) { $0[3] = 1 << 32 },
        Case(error: .countTooLarge(word: 0)) { $0[0] = .max },
        Case(error: .countTooLarge(word: outputCount)) { $0[outputCount] = 1 << 40 },
        Case(error: .invalidMark(word: marks)) { $0[marks] = 2 },
    ]

    @Test(arguments: cases) func `a stream broken in one place is refused for that reason`(example: Case) throws {
        var words = try Self.words()
        example.breaks(&words)
        #expect(throws: example.error) { try CairoProof(words: words, variant: .canonicalSmall) }
    }

    @Test func `every prefix is refused`() throws {
        let words = try Self.words()
        for count in stride(from: 0, to: words.count, by: 331) {
            #expect(throws: ProofDecodingError.self) {
                try CairoProof(words: Array(words[..<count]), variant: .canonicalSmall)
            }
        }
    }

    @Test func `sums, samples and values must be field elements`() throws {
        let words = try Self.words()
        let proof = try CairoProof(words: words, variant: .canonicalSmall)
        // The first coordinate of the first sum follows the nonce and the number of sums.
        let nonce = try #require(words.firstIndex(of: proof.interactionProofOfWork))
        var broken = words
        broken[nonce + 2] = 0x7fff_ffff
        #expect(throws: ProofDecodingError.numberTooLarge(word: nonce + 2)) {
            try CairoProof(words: broken, variant: .canonicalSmall)
        }
    }

    @Test func `the last polynomial's size and rows of queried values must fit`() throws {
        let words = try Self.words()
        for wrong in [1, 31, 32, 64, .max] as [UInt64] {
            var size = words
            size[words.count - 2] = wrong
            #expect(throws: ProofDecodingError.lastLayerSize(word: words.count - 2)) {
                try CairoProof(words: size, variant: .canonicalSmall)
            }
        }
        // The number of trees, then the number of values of the first one.
        let values = try CairoProof(words: words, variant: .canonicalSmall).stark.queriedValues
        let count = UInt64(values[0].count * values[0][0].count)
        let trees = try #require(words.indices.dropLast().first { words[$0] == 4 && words[$0 + 1] == count })
        for (place, wrong) in [(trees, 3), (trees, 5), (trees + 1, count - 1)] {
            var changed = words
            changed[place] = wrong
            #expect(throws: ProofDecodingError.queriedValues(word: place)) {
                try CairoProof(words: changed, variant: .canonicalSmall)
            }
        }
        // Another variant has another number of preprocessed columns.
        #expect(throws: ProofDecodingError.self) { try CairoProof(words: words, variant: .canonical) }
    }

    /// Writing refuses what reading could not give back.
    @Test func `a proof that has not the columns of its claim has no stream`() throws {
        let proof = try CairoProof(words: Self.words(), variant: .canonicalSmall)
        #expect(proof.words() != nil)
        let changes: [(inout CairoProof) -> Void] = [
            { $0.claim.publicData.segments[3] = nil }, { $0.stark.queriedValues.removeLast() },
            { $0.stark.queriedValues[1].removeLast() }, { $0.stark.queriedValues[1][2].removeLast() },
            { $0.stark.queriedValues[1][0].append(1) },
        ]
        for change in changes {
            var changed = proof
            change(&changed)
            #expect(changed.words() == nil)
        }
    }

    @Test func `large values come in at most sixteen tables`() throws {
        var words = try Self.words()
        let claim = try CairoProof(words: words, variant: .canonicalSmall).claim
        var position = Self.marks
        for kind in ComponentKind.allCases.prefix(while: { $0 != .memoryIdToBig }) {
            position += claim[kind].isEmpty || kind.shape.fixedLogSize != nil ? 1 : 2
        }
        #expect(words[position..<position + 3] == [0, 1, 10])
        words[position + 1] = 17
        #expect(throws: ProofDecodingError.tooManyInstances(word: position + 1)) {
            try CairoProof(words: words, variant: .canonicalSmall)
        }
    }
}

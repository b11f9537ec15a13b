import CairoAIR
import CairoVerifying
import Determinism
import Foundation
import ProofFormats
import Testing
import VectorFiles

/// Random damage is never accepted and never traps.
struct MutationTests {
    static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    static func damage(_ words: [UInt64], _ numbers: inout SplitMix64) -> [UInt64] {
        var words = words
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
            let i = Int.random(in: words.indices, using: &numbers)
            switch Int.random(in: 0..<8, using: &numbers) {
            case 0: words[i] = numbers.next()
            case 1: words[i] = UInt64(UInt32.random(in: 0...UInt32.max, using: &numbers))
            case 2: words[i] &+= 1
            case 3: words[i] ^= 1 << UInt64.random(in: 0..<64, using: &numbers)
            case 4:
                words[i] = [0, 1, 29, 30, 31, 32, 64, 0x7fff_ffff, 1 << 31, .max].randomElement(using: &numbers) ?? 0
            case 5: words.remove(at: i)
            case 6: words.insert(words[i], at: i)
            default: words.swapAt(i, Int.random(in: words.indices, using: &numbers))
            }
        }
        return words
    }

    @Test(arguments: ["quick_small", "quick_small_fold4"])
    func `a damaged stream of words is refused or rejected`(parameters: String) throws {
        let golden = GoldenProof(name: "fib_1k", parameters: parameters)
        let words = try CairoSerdeFormat.words(json: VectorFiles.data(golden.path))
        let policy = try golden.prover().policy
        var numbers = SplitMix64(seed: 1)
        for round in 0..<(Self.isLong ? 5000 : 150) {
            let damaged = Self.damage(words, &numbers)
            guard damaged != words else { continue }
            var accepted = false
            if let proof = try? CairoProof(words: damaged, variant: policy.variant) {
                accepted = (try? CairoVerifier(policy: policy).verify(proof)) != nil
            }
            #expect(!accepted, "round \(round)")
        }
    }

    /// Most positions of a stream are hashes and samples: the numbers that steer the verifier get their own turn.
    @Test func `every word of the claim and the parameters matters`() throws {
        let golden = GoldenProof(name: "fib_1k", parameters: "quick_small")
        let words = try CairoSerdeFormat.words(json: VectorFiles.data(golden.path))
        let policy = try golden.prover().policy
        var numbers = SplitMix64(seed: 2)
        for i in 0..<700 where Self.isLong || i % 7 == 0 {
            var damaged = words
            damaged[i] =
                [words[i] &+ 1, words[i] ^ 1, 0, 1 << 29, .max, numbers.next()]
                .filter { $0 != words[i] }.randomElement(using: &numbers) ?? 3
            var accepted = false
            if let proof = try? CairoProof(words: damaged, variant: policy.variant) {
                accepted = (try? CairoVerifier(policy: policy).verify(proof)) != nil
            }
            #expect(!accepted, "word \(i)")
        }
    }

    @Test func `damaged JSON is refused or rejected`() throws {
        let golden = GoldenProof(name: "fibonacci", parameters: "quick_small", isExecutable: true)
        let bytes = [UInt8](try VectorFiles.data(golden.path))
        let policy = try golden.prover().policy
        let original = try golden.proof()
        var numbers = SplitMix64(seed: 3)
        for round in 0..<(Self.isLong ? 1000 : 15) {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let i = Int.random(in: damaged.indices, using: &numbers)
                damaged[i] =
                    [UInt8(ascii: "0"), 0x20, UInt8(ascii: "9"), UInt8(ascii: "["), 0xff]
                    .randomElement(using: &numbers) ?? 0
            }
            guard let proof = try? SerdeFormat.read(json: damaged), proof != original else { continue }
            #expect((try? CairoVerifier(policy: policy).verify(proof)) == nil, "round \(round)")
        }
    }
}

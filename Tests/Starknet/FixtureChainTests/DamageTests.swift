import BlockVerifying
import CairoAIR
import CairoVerifying
import Determinism
import FixtureChains
import Foundation
import StarknetModel
import Testing

/// An accepted bundle, damaged in one field at a time: it must be refused, or the field stands in `DamageReview`.
///
/// `STARLING_LONG` takes every field (every fortieth cell of code and data); otherwise each kind of field has its turn in
/// one of the blocks.
@Suite(.serialized) struct DamageTests {
    static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    /// The kinds of fields of each block.
    private static func kinds(_ number: UInt64) throws -> Set<String> {
        Set(BundleLeaf.all(of: try FixtureParts(number)).map(\.kind))
    }

    private static let kindsByBlock = Result {
        try FixtureChain.provenBlocks.map { (number: $0, kinds: try kinds($0)) }
    }

    /// The block in which a kind of field is damaged when each is only once.
    private static func turn(of kind: String) throws -> UInt64? {
        let blocks = try kindsByBlock.get().filter { $0.kinds.contains(kind) }.map(\.number)
        return blocks.isEmpty ? nil : blocks[kind.utf8.reduce(0) { $0 + Int($1) } % blocks.count]
    }

    private func chosen(_ leaves: [BundleLeaf], _ number: UInt64) throws -> [BundleLeaf] {
        var random = SplitMix64(seed: number), kinds: [String: [BundleLeaf]] = [:]
        for leaf in leaves { kinds[leaf.kind, default: []].append(leaf) }
        return try kinds.keys.sorted().flatMap { kind -> [BundleLeaf] in
            let all = kinds[kind] ?? []
            if Self.isLong {
                let step = kind == "data[]" || kind.hasSuffix("bytecode[]") ? 40 : 1
                return stride(from: 0, to: all.count, by: step).map { all[$0] }
            }
            return try Self.turn(of: kind) == number ? [all[random.number(in: 0...all.count - 1)]] : []
        }
    }

    /// Damages one field after the other; `repair` may make the rest fit again.
    private func walk(
        _ leaves: [BundleLeaf], _ honest: FixtureParts, review: [String: String],
        repair: (inout FixtureParts, BundleLeaf) throws -> Void = { _, _ in }
    ) throws {
        var refused = 0, unchanged = 0, reviewed = Set<String>()
        for leaf in leaves {
            var parts = honest
            leaf.damage(&parts)
            try repair(&parts, leaf)
            if parts.bundle.block == honest.bundle.block, parts == honest || leaf.isInBlock {
                unchanged += 1
                continue
            }
            if try parts.rejection() != nil {
                refused += 1
            } else if review[leaf.kind] != nil {
                reviewed.insert(leaf.kind)
            } else {
                Issue.record("\(leaf.name) was changed, and the bundle is accepted")
            }
        }
        // The list of exceptions is exact, but for those that hold for some fields of a kind only.
        let kinds = Set(leaves.map(\.kind)), expected = Set(review.keys.filter(kinds.contains))
        #expect(expected.subtracting(DamageReview.ofSomeFields).isSubset(of: reviewed))
        print(
            "damage: \(leaves.count) fields, \(refused) refused, \(unchanged) unchanged; reviewed: \(reviewed.sorted())"
        )
        #expect(refused > leaves.count / 2)
    }

    @Test(arguments: FixtureChain.provenBlocks)
    func `no field of a bundle can be changed`(number: UInt64) throws {
        let honest = try FixtureParts(number)
        #expect(try honest.rejection() == nil)
        try walk(try chosen(BundleLeaf.all(of: honest), number), honest, review: DamageReview.ofBundle)
    }

    @Test(arguments: FixtureChain.provenBlocks)
    func `no field of a block can be changed and signed again`(number: UInt64) throws {
        let honest = try FixtureParts(number)
        let leaves = BundleLeaf.all(of: honest).filter { $0.isInBlock && !$0.name.hasPrefix("block.transactions") }
        try walk(try chosen(leaves, number), honest, review: DamageReview.ofSignedBlock) { parts, leaf in
            try parts.commitAgain(root: leaf.name.hasPrefix("block.stateDiff"))
        }
    }

    /// Transactions of the other accounts are left out: they have no key, and accept whatever is sent in their name.
    @Test func `no field of a transaction that its account signed can be changed`() throws {
        let honest = try FixtureParts(1)
        let leaves = BundleLeaf.all(of: honest).filter { $0.name.hasPrefix("block.transactions[0].") }
        try walk(leaves, honest, review: [:]) { parts, _ in try parts.commitAgain(hashes: true) }
    }

    @Test func `no word of a Cairo proof can be changed`() throws {
        let honest = try FixtureParts(12), words = try #require(honest.proof.cairo?.words())
        var random = SplitMix64(seed: 12), refused = 0, undecoded = 0
        let indices = (0..<(Self.isLong ? 1_000 : 40)).map { _ in random.number(in: 0...words.count - 1) }
        for index in indices {
            var changed = words
            changed[index] ^= 1
            guard let cairo = try? CairoProof(words: changed, variant: .canonicalSmall) else {
                undecoded += 1
                continue
            }
            var parts = honest
            parts.proof.cairo = cairo
            if try parts.rejection() != nil {
                refused += 1
            } else {
                Issue.record("word \(index) was changed, and the bundle is accepted")
            }
        }
        print("damage: \(indices.count) words of a proof, \(refused) refused, \(undecoded) no proof at all")
        #expect(refused > 0 && refused + undecoded == indices.count)
    }
}

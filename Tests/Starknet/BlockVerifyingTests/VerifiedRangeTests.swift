import ByteCoding
import Determinism
import FiniteFields
import StarknetModel
import Testing

@testable import BlockVerifying

/// Verdicts of a chain of blocks that were verified, and of blocks that do not belong to it.
enum Verdicts {
    static let fingerprint: [UInt8] = Array(repeating: 7, count: 32)

    static func hash(_ number: UInt64, fork: UInt64 = 0) -> Felt252 { Felt252(1000 * number + fork) }

    /// - Parameters:
    ///   - fork: tells two blocks of one height apart.
    ///   - parentFork: which block it stands on.
    static func block(
        _ number: UInt64, fork: UInt64 = 0, on parentFork: UInt64 = 0, isComplete: Bool = true, price: UInt128 = 5,
        nextPrice: UInt128 = 5
    ) -> BlockVerdict {
        BlockVerdict(
            blockNumber: number, blockHash: hash(number, fork: fork), parentHash: hash(number - 1, fork: parentFork),
            stateRoot: .one, previousStateRoot: .one, programHash: .one, programCount: 1, securityBits: 96,
            provenSecurityBits: 55,
            transactions: [BlockVerdict.TransactionEnding(hash: .one, ending: .succeeded)],
            frameCount: 1, provenFrameCount: isComplete ? 1 : 0,
            trustedFrames: isComplete
                ? [] : [BlockVerdict.TrustedFrame(transaction: 0, frame: 0, classHash: .one, entryOffset: 0)],
            signers: [0, 1, 2], committeeCount: 4,
            configurationFingerprint: fingerprint,
            gasPrice: BlockVerdict.GasPrice(own: price, next: nextPrice, isCompared: true))
    }
}

@Suite struct VerifiedRangeTests {
    @Test func `a range from block 1 on says that it is from genesis`() throws {
        var range = VerifiedRange(Verdicts.block(1))
        #expect(range.statement == "verified from genesis up to block 1")
        try range.append(Verdicts.block(2))
        #expect(range.statement == "verified from genesis up to block 2")
        #expect(range.startsAtGenesis && range.isComplete && range.last == 2)
    }

    @Test func `a range from another block on names what it trusts`() throws {
        var range = VerifiedRange(Verdicts.block(5))
        #expect(range.statement == "verified block 5 alone, on the trusted state before it")
        try range.append(Verdicts.block(6))
        #expect(range.statement == "verified from block 5 up to block 6, on the trusted state before block 5")
    }

    @Test func `blocks with exceptions carry on, and are named`() throws {
        var range = VerifiedRange(Verdicts.block(1))
        for number: UInt64 in 2...20 { try range.append(Verdicts.block(number, isComplete: number == 2)) }
        #expect(
            range.statement
                == "verified from genesis up to block 20, except what is named of blocks 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, "
                + "14, …")
    }

    @Test func `one block with an exception is named as one`() {
        let range = VerifiedRange(Verdicts.block(5, isComplete: false))
        #expect(
            range.statement
                == "verified block 5 alone, on the trusted state before it, except what is named of block 5")
    }

    @Test func `a price that does not follow from the block before is refused`() throws {
        var range = VerifiedRange(Verdicts.block(1, price: 5, nextPrice: 7))
        #expect(throws: VerifiedRange.Break.gasPrice(of: 2)) { try range.append(Verdicts.block(2, price: 6)) }
        try range.append(Verdicts.block(2, price: 7, nextPrice: 3))
        #expect(throws: VerifiedRange.Break.gasPrice(of: 3)) { try range.append(Verdicts.block(3, price: 7)) }
        try range.append(Verdicts.block(3, price: 3))
        #expect(range.last == 3)
    }

    @Test func `what is not the next block of the same chain is refused`() {
        var other = Verdicts.block(2)
        other.configurationFingerprint[0] ^= 1
        for (block, reason) in [
            (Verdicts.block(3), .number), (Verdicts.block(1), .number), (Verdicts.block(2, on: 1), .parent(of: 2)),
            (other, .configuration),
        ] as [(BlockVerdict, VerifiedRange.Break)] {
            var range = VerifiedRange(Verdicts.block(1))
            #expect(throws: reason) { try range.append(block) }
            #expect(range == VerifiedRange(Verdicts.block(1)))
        }
    }
}

@Suite struct VerifiedRangesTests {
    func ranges(_ blocks: [BlockVerdict]) throws -> VerifiedRanges {
        var ranges = VerifiedRanges(configurationFingerprint: Verdicts.fingerprint)
        for block in blocks { _ = try ranges.insert(block) }
        return ranges
    }

    @Test func `in whatever order blocks are verified, they grow together`() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<50 {
            let blocks = (1...9).map { Verdicts.block(UInt64($0)) }.shuffled(using: &random)
            var ranges = try ranges(Array(blocks.dropLast()))
            let last = try #require(blocks.last)
            #expect(try ranges.insert(last).statement == "verified from genesis up to block 9")
            #expect(ranges.ranges.count == 1)
        }
    }

    @Test func `what is missing lies between a range and the one before it`() throws {
        var ranges = try ranges([1, 2, 7, 12].map { Verdicts.block($0) })
        #expect(ranges.missing(before: try ranges.insert(Verdicts.block(2))) == nil)
        #expect(ranges.missing(before: try ranges.insert(Verdicts.block(8))) == 3...6)
        #expect(ranges.missing(before: try ranges.insert(Verdicts.block(13))) == 9...11)
        var alone = try self.ranges([])
        #expect(alone.missing(before: try alone.insert(Verdicts.block(5))) == 1...4)
    }

    @Test func `prices are compared on both sides of a block, also of what was kept`() throws {
        let kept = try VerifiedRanges(
            decoding: ranges([Verdicts.block(4, price: 5, nextPrice: 6), Verdicts.block(6, price: 8)]).encoded)
        for (price, next, broken) in [(5, 8, 5), (6, 7, 6), (6, 8, nil)] as [(UInt128, UInt128, UInt64?)] {
            var ranges = kept
            let block = Verdicts.block(5, price: price, nextPrice: next)
            guard let broken else {
                #expect(try ranges.insert(block).last == 6)
                continue
            }
            #expect(throws: VerifiedRange.Break.gasPrice(of: broken)) { _ = try ranges.insert(block) }
            #expect(ranges == kept)
        }
    }

    @Test func `blocks of two chains never stand in one range`() throws {
        let known = try ranges([4, 5, 6].map { Verdicts.block($0) })
        for (block, reason) in [
            (Verdicts.block(5, fork: 1), .otherBlock(5)), (Verdicts.block(7, on: 1), .parent(of: 7)),
            (Verdicts.block(3, fork: 1), .parent(of: 4)),
        ] as [(BlockVerdict, VerifiedRange.Break)] {
            var ranges = known
            #expect(throws: reason) { _ = try ranges.insert(block) }
            #expect(ranges == known)
            #expect(!reason.explanation.isEmpty)
        }
        var other = Verdicts.block(7), ranges = known
        other.configurationFingerprint[0] ^= 1
        #expect(throws: VerifiedRange.Break.configuration) { _ = try ranges.insert(other) }
    }

    @Test func `what does not fit is forgotten, and a range is never shortened`() throws {
        let bound = UInt64(VerifiedRanges.blocksMax)
        var full = try ranges([Verdicts.block(bound + 100)] + (1...bound).map { Verdicts.block($0) })
        #expect(full.ranges.map(\.count) == [VerifiedRanges.blocksMax])
        let next = try full.insert(Verdicts.block(bound + 1))
        #expect(next.first == bound + 1 && full.missing(before: next) == nil)
        #expect(full.ranges.map(\.last) == [bound])
        #expect(throws: VerifiedRange.Break.parent(of: bound + 1)) {
            _ = try full.insert(Verdicts.block(bound + 1, on: 1))
        }
        #expect(try VerifiedRanges(decoding: full.encoded) == full)
    }

    @Test func `what is kept comes back, and nothing else`() throws {
        let known = try ranges([1, 2, 5, 6, 9].map { Verdicts.block($0, isComplete: $0 != 6) })
        #expect(try VerifiedRanges(decoding: known.encoded) == known)
        for count in 0..<known.encoded.count {
            #expect(throws: ByteCodingError.self) { try VerifiedRanges(decoding: Array(known.encoded.prefix(count))) }
        }
        func range(_ first: UInt64, _ count: Int, incomplete: [UInt64] = []) -> VerifiedRange {
            VerifiedRange(
                first: first, base: .one, hashes: Array(repeating: .one, count: count), incomplete: incomplete,
                fingerprint: Verdicts.fingerprint, gasPrice: 5, nextGasPrice: 5)
        }
        for wrong in [
            [range(0, 1)], [range(5, 2), range(1, 1)], [range(1, 2), range(2, 1)], [range(1, 2), range(3, 1)],
            [range(.max, 1)], [range(.max - 1, 2)], [range(4, 2, incomplete: [3])], [range(4, 2, incomplete: [6])],
            [range(4, 2, incomplete: [5, 4])], [range(1, VerifiedRanges.blocksMax), range(90_000, 1)],
        ] {
            let bytes = VerifiedRanges(Verdicts.fingerprint, wrong).encoded
            #expect(throws: ByteCodingError.self) { try VerifiedRanges(decoding: bytes) }
        }
    }
}

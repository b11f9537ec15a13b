import FiniteFields
import Testing

@testable import BlockVerifying

/// A verdict's words never say more than the verdict.
@Suite struct BlockVerdictStatementsTests {
    func verdict(
        _ endings: [BlockVerdict.Ending], trusted: [Int] = [], frames: Int = 300
    ) -> BlockVerdict {
        BlockVerdict(
            blockNumber: 7, blockHash: .one, parentHash: .one, stateRoot: .one, previousStateRoot: .one,
            programHash: .one,
            programCount: 1, securityBits: 96, provenSecurityBits: 55,
            transactions: endings.map { BlockVerdict.TransactionEnding(hash: .one, ending: $0) }, frameCount: frames,
            provenFrameCount: frames - trusted.count,
            trustedFrames: trusted.map {
                BlockVerdict.TrustedFrame(transaction: 0, frame: $0, classHash: .one, entryOffset: 0)
            },
            signers: [0, 1, 2], committeeCount: 4, configurationFingerprint: [],
            gasPrice: BlockVerdict.GasPrice(own: 1, next: 1, isCompared: true))
    }

    @Test func `a plain verdict has three complete lines and no exception`() {
        let plain = verdict([.succeeded, .reverted])
        #expect(plain.kind == .verified)
        #expect(plain.headline == "Verified")
        #expect(plain.summary.map(\.text).first == "signed by 3 of 4 validators")
        #expect(plain.summary.last?.text == "computation proven: 300 of 300 call frames")
        #expect(!plain.summary.contains { !$0.isComplete })
        #expect(plain.exceptions.isEmpty)
        #expect(plain.basis.contains { $0.contains("parent's") } && plain.basis.contains { $0.contains("CASM") })
        #expect(plain.basis.contains { $0.contains("96 bits") } && plain.basis.contains { $0.contains("order") })
    }

    @Test func `the parent's root is trusted, unless the blocks since genesis were verified or there are none`() {
        func isTrusted(_ lines: [String]) -> Bool { lines.contains { $0.contains("parent's") } }
        var block = verdict([.succeeded])
        #expect(isTrusted(block.basis))
        #expect(!isTrusted(block.basis(isFromGenesis: true)))
        block.blockNumber = 1
        #expect(!isTrusted(block.basis))
        #expect(block.basis.count == 3)
    }

    @Test func `a price that was not compared is said to be the validators'`() {
        func isSaid(_ lines: [String]) -> Bool { lines.contains { $0.contains("price") } }
        var block = verdict([.succeeded])
        #expect(!isSaid(block.basis))
        block.gasPrice.isCompared = false
        #expect(isSaid(block.basis) && !isSaid(block.basis(isFromGenesis: true)))
    }

    @Test func `frames that are not proven are listed, and beyond a bound counted`() {
        let few = verdict([.succeeded], trusted: [3])
        #expect(few.headline == "Verified, except 1 frame that is not proven")
        #expect(few.kind == .except)
        #expect(few.summary.last?.isComplete == false)
        let many = verdict([.reverted], trusted: Array(0..<40))
        #expect(many.headline == "Verified, except 40 frames that are not proven")
        #expect(many.exceptions.count == 13)
        #expect(many.exceptions.last == "… and 28 more frames that are not proven")
    }

    @Test func `what messages of L1 rest on is said, where there are any`() {
        func isSaid(_ verdict: BlockVerdict) -> Bool { verdict.basis.contains { $0.hasPrefix("Messages of L1 (2 ") } }
        var block = verdict([.succeeded, .succeeded, .reverted])
        #expect(!isSaid(block))
        block.transactions[0].isMessage = true
        block.transactions[2].isMessage = true
        #expect(isSaid(block) && block.kind == .verified)
    }

    @Test func `a block without transactions has nothing to prove`() {
        let empty = verdict([], frames: 0)
        #expect(empty.kind == .nothing)
        #expect(empty.headline == "Verified, nothing to prove")
        #expect(!empty.basis.contains { $0.contains("bits") || $0.contains("CASM") })
        // Frames without transactions cannot be, but an exception is never hidden.
        #expect(verdict([], trusted: [0], frames: 1).kind == .except)
    }
}

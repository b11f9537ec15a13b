import BlockPrograms
import BlockVerifying
import FiniteFields
import StarknetModel
import StateTries
import Testing

/// Attacks on the replay that the verifier stops without looking at the proof (block-programs §12, "clear"). Each changes
/// one thing of an honest block, and is stopped by the check named.
struct ClearAttackTests {
    @Test(arguments: [BlockProgramGenerator.Mode.placed, .asserted])
    func `an honest block passes every check up to the proof of its run`(mode: BlockProgramGenerator.Mode) throws {
        let (passed, rejection) = try ProvenBlock(mode: mode).verdict()
        #expect(passed == BlockCheck.allCases.filter { $0.rawValue <= BlockCheck.replay.rawValue })
        #expect(rejection == .layout)
    }

    @Test func `a forged storage value is stopped by the response`() throws {
        var block = try ProvenBlock()
        let (frame, call) = try #require(block.find(.storageRead))
        block.data[block.dataIndex(block.place(frame: frame, systemCall: call).response + 2)] += .one
        #expect(try block.rejection() == .replay(transaction: 0, frame: frame, .response))
    }

    @Test func `forged gas and a flag that is no flag are stopped`() throws {
        let honest = try ProvenBlock()
        let (frame, call) = try #require(honest.find(.storageWrite))
        let response = honest.dataIndex(honest.place(frame: frame, systemCall: call).response)
        for (offset, value) in [(0, honest.data[response] + .one), (1, Felt252.one), (1, 2)] {
            var block = honest
            block.data[response + offset] = value
            #expect(try block.rejection() == .replay(transaction: 0, frame: frame, .gas))
        }
    }

    @Test func `a request with another gas than the run left is stopped in the next response`() throws {
        var block = try ProvenBlock()
        let (frame, call) = try #require(block.find(.emitEvent))
        block.data[block.dataIndex(block.place(frame: frame, systemCall: call).request + 1)] += .one
        #expect(try block.rejection() == .replay(transaction: 0, frame: frame, .gas))
    }

    @Test func `an unknown system call is stopped`() throws {
        var block = try ProvenBlock()
        let (frame, call) = try #require(block.find(.emitEvent))
        block.data[block.dataIndex(block.place(frame: frame, systemCall: call).request)] = Felt252(ascii: "Emit")
        #expect(try block.rejection() == .replay(transaction: 0, frame: frame, .header))
    }

    @Test func `a system call left out at the end of a transcript is missed in the receipt`() throws {
        var block = try ProvenBlock()
        // The last call of the Fibonacci contract is its event.
        let (frame, call) = try #require(block.find(.emitEvent))
        let start = block.place(frame: frame, systemCall: call).request
        block.manifest.frames[frame].transcript.count = start - block.manifest.frames[frame].transcript.offset
        #expect(try block.rejection() == .receipt(transaction: 0, .events))
    }

    @Test func `a transcript that ends inside a system call is stopped`() throws {
        var block = try ProvenBlock()
        let (frame, _) = try #require(block.find(.emitEvent))
        block.manifest.frames[frame].transcript.count -= 1
        #expect(try block.rejection() == .replay(transaction: 0, frame: frame, .transcriptEnd))
    }

    @Test func `the execution info must be that of the block and of the call`() throws {
        let honest = try ProvenBlock()
        let (frame, call) = try #require(honest.find(.getExecutionInfo, afterFrame: 1))
        let pointer = honest.data[honest.dataIndex(honest.place(frame: frame, systemCall: call).response + 2)]
        let info = honest.dataIndex(Int(try #require(pointer.asUInt64)) - 1)
        for offset in 0..<5 {
            var block = honest
            // Pointers that lead elsewhere, and the caller, the contract and the selector.
            block.data[info + offset] += .one
            let rejection = try block.rejection()
            #expect(
                rejection == .replay(transaction: 0, frame: frame, .executionInfo)
                    || rejection == .replay(transaction: 0, frame: frame, .pointer), "cell \(offset)")
        }
    }

    @Test func `frames left out, added, exchanged`() throws {
        let honest = try ProvenBlock()
        var block = honest
        block.manifest.frames.removeLast()
        try block.realign()
        let last = block.manifest.frames.count - 1
        #expect(try block.rejection() == .replay(transaction: 4, frame: last, .frameMissing))
        block = honest
        block.manifest.frames.remove(at: 1)
        try block.realign()
        #expect(try block.rejection() == .replay(transaction: 0, frame: 1, .otherFrame))
        block = honest
        block.manifest.frames.append(honest.manifest.frames[0])
        try block.realign()
        #expect(try block.rejection() == .framesLeftOver)
        block = honest
        block.manifest.frames.swapAt(1, 4)
        #expect(try block.rejection() == .replay(transaction: 0, frame: 1, .otherFrame))
        block = honest
        block.manifest.frames.swapAt(1, 2)
        #expect(try block.rejection() == .replay(transaction: 0, frame: 1, .otherFrame))
    }

    @Test func `another class, entry point, gas or calldata is another frame`() throws {
        let honest = try ProvenBlock()
        let stopped = BlockRejection.replay(transaction: 0, frame: 1, .otherFrame)
        var block = honest
        block.manifest.frames[1].gasIn += 1
        #expect(try block.rejection() == stopped)
        block = honest
        // The calldata region is read by validation first.
        block.manifest.frames[1].calldata.count -= 1
        #expect(try block.rejection() == stopped)
        block = honest
        // Validation's entry point is not covered, and uncovered frames have no usage and no place.
        block.manifest.frames[1].entryOffset = honest.manifest.frames[0].entryOffset
        block.manifest.frames[1].usage = BuiltinCounts()
        block.manifest.frames[1].returned.isPlaced = false
        try block.realign()
        #expect(try block.rejection() == stopped)
        block = honest
        block.manifest.frames[2].classIndex = 0
        block.manifest.frames[2].entryOffset = honest.manifest.frames[1].entryOffset
        try block.realign()
        #expect(try block.rejection() == .replay(transaction: 0, frame: 2, .otherFrame))
    }

    @Test func `an execution without its frames is stopped, whether it succeeded, panicked or was aborted`() throws {
        let honest = try ProvenBlock()
        #expect(try honest.endings() == [.succeeded, .succeeded, .succeeded, .reverted, .reverted])
        let validation = honest.manifest.frames[0].entryOffset
        for transaction in [0, 3, 4] {
            var block = honest
            let frames = block.manifest.frames.indices.filter {
                block.manifest.frames[$0].transaction == transaction
                    && block.manifest.frames[$0].entryOffset != validation
            }
            let first = try #require(frames.first)
            block.manifest.frames.removeSubrange(first..<(first + frames.count))
            try block.realign()
            // The last transaction has no frame behind it that could be taken for its own.
            let last = first == block.manifest.frames.count
            #expect(
                try block.rejection()
                    == .replay(
                        transaction: transaction, frame: last ? first - 1 : first, last ? .frameMissing : .otherFrame))
        }
    }

    @Test func `absurd numbers in the manifest are refused`() throws {
        let honest = try ProvenBlock()
        var block = honest
        block.manifest.frames[0].classIndex = 77
        #expect(try block.rejection() == .manifest(frame: 0))
        block = honest
        block.manifest.frames[0].entryOffset = 1
        #expect(try block.rejection() == .manifest(frame: 0))
        block = honest
        block.manifest.frames[1].transcript.offset = 1 << 26
        #expect(try block.rejection() == .replay(transaction: 0, frame: 1, .pointer))
        block = honest
        block.manifest.frames[1].returned.range.offset = 1 << 26
        #expect(try block.rejection() != nil)
        block = honest
        block.manifest.classHashes[1] = block.manifest.classHashes[0]
        #expect(try block.rejection() != nil)
    }
}

import BlockPrograms
import CasmModel
import Testing

/// Recordings that give no program: each way in which one can contradict itself.
struct MalformedRecordingTests {
    private func refusal(_ change: (inout BlockRecording) -> Void) throws -> BlockProgramError? {
        let golden = try GoldenBlock("multicall")
        var recording = golden.recording
        change(&recording)
        do throws(BlockProgramError) {
            _ = try BlockProgramGenerator.generate(recording) { golden.bytecodes[$0] }
            return nil
        } catch { return error }
    }

    @Test func `the recording as it is`() throws { #expect(try refusal { _ in } == nil) }

    @Test func `frames that are not there, or that two calls reach`() throws {
        #expect(try refusal { $0.transactions[0].roots[0].frame = 99 } == .frameIndex(frame: 99))
        #expect(try refusal { $0.transactions[0].roots[1].frame = 0 } == .frameIndex(frame: 0))
        let last = try #require(GoldenBlock("multicall").recording.transactions[0].roots.last?.frame)
        #expect(try refusal { $0.transactions[0].roots.removeLast() } == .frameIndex(frame: last))
    }

    @Test func `a call without calldata`() throws {
        let frames = try GoldenBlock("multicall").recording.transactions[0].frames
        let frame = try #require(frames.firstIndex { $0.systemCalls.contains { $0.callee != nil } })
        let call = try #require(frames[frame].systemCalls.firstIndex { $0.callee != nil })
        let refused = try refusal { $0.transactions[0].frames[frame].systemCalls[call].request.removeLast() }
        #expect(refused == .location(frame: frame, systemCall: call))
    }

    @Test func `an arena that the builtins do not name, an entry behind the code, more uses than fit`() throws {
        #expect(try refusal { $0.transactions[0].frames[0].builtins.append(.segmentArena) } == .arena(frame: 0))
        #expect(try refusal { $0.transactions[0].frames[0].offset = 1 << 30 } == .entryOffset(frame: 0))
        let use = BuiltinUsage(builtin: .pedersen, instances: UInt64(BlockProgramLimits.usageMax) + 1)
        #expect(try refusal { $0.transactions[0].frames[0].usage.append(use) } == .limit)
    }

    @Test func `a class that was not handed in`() throws {
        let recording = try GoldenBlock("transfer").recording
        #expect(throws: BlockProgramError.classMissing(frame: 0)) {
            try BlockProgramGenerator.generate(recording) { _ in nil }
        }
    }
}

import BlockPrograms
import CasmModel
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// A frame's transcript is enough to run it again, and only that frame.
struct RecordingCompletionTests {
    /// The machine, as if it knew nothing of places and steps.
    struct Forgetful: FrameExecutor {
        var recordsPlaces: Bool { false }

        func run(_ frame: Frame) throws(RuleStop<StateReadError>) -> FrameRecording {
            try MachineExecutor().run(frame).withoutPlaces
        }
    }

    private func block(_ demo: DemoChain, _ executor: any FrameExecutor) throws -> BlockExecutor {
        try BlockExecutor(
            chain: demo.configuration.chain, context: demo.executor().context, parentHash: demo.genesis.hash,
            agedHash: nil, state: demo.genesis.state, executor: executor)
    }

    private func fill(_ block: BlockExecutor, _ demo: DemoChain) throws -> ExecutedBlock {
        let other = demo.accounts[1].address.felt
        let calls: [(ContractAddress, String, [Felt252])] = [
            (.strk, "transfer", [other, 5, 0]), (.strk, "transfer", [other, 0, 7]), (.eth, "approve", [other, 5, 0]),
            (GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [50]),
            (demo.accounts[2].address, "get_public_key", []),
        ]
        for (nonce, call) in calls.enumerated() {
            try block.execute(demo.invoke(0, nonce: UInt64(nonce), call.0, call.1, call.2))
        }
        return try block.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
    }

    @Test func `blocks of completed frames are those of the machine`() throws {
        let demo = try DemoChain(fees: true)
        let expected = try fill(demo.executor(), demo)
        let found = try fill(block(demo, CompletingExecutor(Forgetful())), demo)
        #expect(found.hash == expected.hash && found.recording == expected.recording)
        #expect(throws: BlockExecutionError.placesNotRecorded) { try fill(block(demo, Forgetful()), demo) }
    }

    @Test func `a recording that is not of this frame is told`() throws {
        let demo = try DemoChain(fees: true)
        let recording = try fill(demo.executor(), demo).recording, transaction = recording.transactions[0]
        let (number, frame) = try #require(
            transaction.frames.enumerated().first { $0.element.classHash == demo.classes.token.sierra.hash.felt })
        let token = ContractClass(demo.classes.token.casm)
        func complete(_ change: (inout FrameRecording) -> Void) throws -> FrameRecording {
            var changed = frame.withoutPlaces
            change(&changed)
            return try changed.completed(
                token, transaction.info, block: recording.context, pointSeed: transaction.info.pointSeed, number: number
            )
        }
        #expect(try complete { _ in } == frame)
        let changes: [(inout FrameRecording) -> Void] = [
            { $0.gasOut += 1 }, { $0.gasIn -= 1 }, { $0.failed.toggle() }, { $0.returned.content.append(0) },
            { $0.usage[0].instances += 1 }, { $0.calldata[0] = 1 }, { $0.caller = 1 }, { $0.systemCalls.removeLast() },
            { $0.systemCalls[0].gas += 1 }, { $0.systemCalls[0].gasLeft += 1 },
            { $0.systemCalls.append($0.systemCalls[0]) },
            { $0.systemCalls.swapAt(0, 1) }, { $0.offset += 1 }, { $0.address = -Felt252.one }, { $0.gasIn = .max },
        ]
        for (index, change) in changes.enumerated() {
            #expect(throws: RecordingMismatch.self, "change \(index)") { try complete(change) }
        }
    }
}

import BlockPrograms
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// What runs frames can be exchanged; what it gives cannot.
struct FrameExecutorTests {
    /// The machine, watched: which calls it ran. It does as if it recorded no places.
    final class Watched: FrameExecutor, @unchecked Sendable {
        private(set) var depths: [Int] = []
        private(set) var gas: [UInt64] = []
        let recordsPlaces: Bool
        /// Runs each frame twice, the first time in vain.
        let repeats: Bool

        init(recordsPlaces: Bool, repeats: Bool = false) {
            self.recordsPlaces = recordsPlaces
            self.repeats = repeats
        }

        func run(_ frame: Frame) throws(RuleStop<StateReadError>) -> FrameRecording {
            depths.append(frame.call.depth)
            gas.append(frame.gas)
            if repeats {
                let before = frame.checkpoint
                _ = try MachineExecutor().run(frame)
                frame.revert(to: before)
            }
            return try MachineExecutor().run(frame)
        }
    }

    private func executor(_ demo: DemoChain, _ frames: any FrameExecutor) throws -> BlockExecutor {
        try BlockExecutor(
            chain: demo.configuration.chain, context: demo.executor().context, parentHash: demo.genesis.hash,
            agedHash: nil, state: demo.genesis.state, executor: frames)
    }

    private func transfer(_ demo: DemoChain) throws -> Transaction {
        try demo.invoke(0, nonce: 0, .strk, "transfer", [demo.accounts[1].address.felt, 5, 0])
    }

    @Test func `every frame of a transaction goes through the executor`() throws {
        let demo = try DemoChain(fees: true), watched = Watched(recordsPlaces: true)
        let block = try executor(demo, watched)
        let executed = try block.execute(transfer(demo))
        #expect(executed.receipt.status == .succeeded)
        // Validation, execution with the token below it, the fee.
        #expect(watched.depths == [0, 0, 1, 0])
        #expect(watched.gas == executed.recording.frames.map(\.gasIn))
        let plain = try demo.executor().execute(transfer(demo))
        #expect(plain.recording == executed.recording && plain.receipt == executed.receipt)
        #expect(
            try block.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots).block.transactions.count == 1)
    }

    @Test func `a frame can be taken back and run again`() throws {
        let demo = try DemoChain(fees: true)
        let executed = try executor(demo, Watched(recordsPlaces: true, repeats: true)).execute(transfer(demo))
        let plain = try demo.executor().execute(transfer(demo))
        #expect(plain.recording == executed.recording && plain.receipt == executed.receipt)
        #expect(plain.stateDiff == executed.stateDiff)
    }

    @Test func `what is recorded without places is in no block`() throws {
        let demo = try DemoChain(), block = try executor(demo, Watched(recordsPlaces: false))
        #expect(try block.execute(transfer(demo)).receipt.status == .succeeded)
        #expect(throws: BlockExecutionError.placesNotRecorded) {
            try block.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        }
    }
}

import BlockPrograms
import BlockProgramRunning
import BlockProving
import CasmModel
import DemoChains
import FiniteFields
import StarknetModel
import StateTries
import Synchronization
import Testing
import TransactionExecution

/// Recordings that no proof is made of, by the part that refuses them. What is proven is tested with the verifier
/// (`ProofWatchingTests`, `FixtureChainTests`).
struct RefusedExecutionTests {
    private let demo: DemoChain, executed: ExecutedBlock
    private let classes: [Felt252: CasmClass]

    init() throws {
        demo = try DemoChain()
        let executor = try demo.executor()
        try executor.execute(
            try demo.invoke(0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5]))
        executed = try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        classes = Dictionary(
            uniqueKeysWithValues: [demo.classes.account, demo.classes.token, demo.classes.fibonacci].map {
                ($0.sierra.hash.felt, $0.casm)
            })
    }

    private func refusal(
        _ recording: BlockRecording, _ classes: @escaping (Felt252) -> CasmClass?
    ) -> BlockProvingError? {
        do throws(BlockProvingError) {
            _ = try ExecutionProof(of: recording, number: 1, opening: executed.opening, classes: classes)
            return nil
        } catch { return error }
    }

    @Test func `a class that is not there, when the program is made and when it runs`() {
        #expect(refusal(executed.recording) { _ in nil } == .generation(.classMissing(frame: 0)))
        // Gone after the program was made of it.
        let known = classes, asked = Mutex<[Felt252: Int]>([:])
        let refused = refusal(executed.recording) { hash in
            asked.withLock { asked in
                asked[hash, default: 0] += 1
                return asked[hash] == 1 ? known[hash] : nil
            }
        }
        guard case .run(.classMissing) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
    }

    @Test func `a recording that the program does not fit`() {
        var recording = executed.recording
        // The first frame begins with less gas than its code asks for.
        recording.transactions[0].frames[0].gasIn = 1
        let known = classes, refused = refusal(recording) { known[$0] }
        guard case .run(.stopped) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
    }
}

import BlockPrograms
import DemoChains
import FiniteFields
import Foundation
import HashFunctions
import LLVMBuilding
import NativeEngine
import ProtocolRules
import SierraPrograms
import SierraToCasm
import StarknetModel
import Synchronization
import Testing
import TransactionExecution
import VectorFiles

/// Frames on both engines: what the machine says counts, and a class that native code has otherwise is taken off.
struct SamplingTests {
    private func loadable(_ name: String) throws -> LoadableClass {
        let file = VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name).sierra.json")
        return try LoadableClass(
            compiling: SierraContract(file: file), tag: name, for: try #require(TargetProcessor.current))
    }

    private func run(_ demo: DemoChain, _ executor: NativeExecutor) throws -> [Felt252] {
        try ContractCall.run(
            chain: demo.configuration.chain, context: demo.genesis.block.header.context, state: demo.genesis.state,
            address: GenesisConfiguration.fibonacciAddress, selector: StarknetKeccak.selector("compute_fibonacci"),
            calldata: [10], executor: executor)
    }

    @Test func `a planted miscompilation is caught, and what the machine says counts`() throws {
        let demo = try DemoChain(), reports = Mutex<[FrameRecording]>([])
        let executor = try NativeExecutor(
            sampling: Sampling(every: 3) { frame in reports.withLock { $0.append(frame) } })
        // Factorials under the name of Fibonacci's numbers.
        var wrong = try loadable("Factorial")
        for entry in wrong.entries.indices
        where wrong.entries[entry].selector == StarknetKeccak.selector("compute_factorial") {
            wrong.entries[entry].selector = StarknetKeccak.selector("compute_fibonacci")
        }
        let classHash = demo.classes.fibonacci.sierra.hash
        try executor.add(classHash, wrong)
        #expect(try run(demo, executor) == [3_628_800])
        #expect(try run(demo, executor) == [3_628_800])
        #expect(try run(demo, executor) == [55])
        let reported = reports.withLock { $0 }
        #expect(reported.count == 1 && reported.first?.returned.content == [55] && reported.first?.calldata == [10])
        // From then on the machine runs it.
        #expect(try (0..<5).map { _ in try run(demo, executor) } == [[Felt252]](repeating: [55], count: 5))
        let counts = executor.counts
        #expect(counts.native == 3 && counts.compared == 1 && counts.different == 1 && counts.machine == 5)
    }

    @Test func `frames that are the same stay native`() throws {
        let demo = try DemoChain(fees: true), reports = Mutex(0)
        let executor = try NativeExecutor(sampling: Sampling(every: 1) { _ in reports.withLock { $0 += 1 } })
        for name in ["Account", "Token"] { try executor.add(try DemoChain.load(name).sierra.hash, loadable(name)) }
        let block = try BlockExecutor(
            chain: demo.configuration.chain, context: demo.executor().context, parentHash: demo.genesis.hash,
            agedHash: nil, state: demo.genesis.state, executor: executor)
        let plain = try demo.executor()
        for nonce in 0..<3 as Range<UInt64> {
            let transfer = try demo.invoke(0, nonce: nonce, .strk, "transfer", [demo.accounts[1].address.felt, 5, 0])
            let found = try block.execute(transfer), expected = try plain.execute(transfer)
            #expect(found.receipt == expected.receipt)
            #expect(found.recording.frames.map(\.withoutPlaces) == expected.recording.frames.map(\.withoutPlaces))
        }
        #expect(block.stateDiff == plain.stateDiff)
        #expect(executor.counts.different == 0 && reports.withLock { $0 } == 0)
        #expect(executor.counts.compared == executor.counts.native && executor.counts.native >= 12)
    }
}

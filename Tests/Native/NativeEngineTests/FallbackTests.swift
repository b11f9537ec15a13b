import DemoChains
import FiniteFields
import Foundation
import LLVMBuilding
import NativeEngine
import ProtocolRules
import SierraPrograms
import SierraToCasm
import StarknetModel
import StateTries
import Synchronization
import Testing
import TransactionExecution
import VectorFiles

/// What native code does not bring to its end, the machine runs from before the frame on, and nothing of the attempt is left.
struct FallbackTests {
    /// Runs a body on a thread with so little stack.
    private func onStack(bytes: Int, _ body: @escaping @Sendable () throws -> Void) throws {
        let failure = Mutex<(any Error)?>(nil), done = DispatchSemaphore(value: 0)
        let thread = Thread {
            do { try body() } catch { failure.withLock { $0 = error } }
            done.signal()
        }
        thread.stackSize = bytes
        thread.start()
        done.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    @Test func `without stack for native code the machine runs`() throws {
        let counts = Mutex<FrameCounts?>(nil)
        try onStack(bytes: 256 << 10) {
            let fibonacci = try ComparedClass.own("Fibonacci")
            _ = try fibonacci.call("compute_fibonacci", [10])
            counts.withLock { $0 = fibonacci.native.counts }
        }
        let found = try #require(counts.withLock { $0 })
        #expect(found.native == 0 && found.outOfStack == 1 && found.machine == 1)
    }

    @Test func `deep recursion uses the stack up in the middle of a frame`() throws {
        guard let folder = VectorFiles.find("sierra/v2_19"),
            VectorFiles.has("sierra/v2_19/recursion.sierra.json")
        else { return }
        let counts = Mutex<FrameCounts?>(nil)
        try onStack(bytes: 512 << 10) {
            let recursion = try ComparedClass(folder.appendingPathComponent("recursion"))
            for function in recursion.interface.functions {
                let calldata = function.inputs.map { _ in Felt252(3_000 as UInt64) }
                try recursion.call(function.selector, calldata, gas: 20_000_000)
            }
            counts.withLock { $0 = recursion.native.counts }
        }
        let found = try #require(counts.withLock { $0 })
        #expect(found.outOfStack > 0 && found.native > 0)
    }

    @Test func `what the machine might have no memory for, the machine runs`() throws {
        let fibonacci = try ComparedClass.own("Fibonacci")
        _ = try fibonacci.call("compute_fibonacci", [1_000_000], gas: 90_000_000)
        let counts = fibonacci.native.counts
        #expect(counts.native == 0 && counts.outOfMemory == 1 && counts.machine == 1)
    }

    @Test func `frames inside others go to the machine alone`() throws {
        let demo = try DemoChain(fees: true), executor = try NativeExecutor()
        for name in ["Account", "Token", "Fibonacci"] {
            let file = VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name).sierra.json")
            let loadable = try LoadableClass(
                compiling: SierraContract(file: file), tag: name, for: try #require(TargetProcessor.current))
            try executor.add(try DemoChain.load(name).sierra.hash, loadable)
        }
        let block = try BlockExecutor(
            chain: demo.configuration.chain, context: demo.executor().context, parentHash: demo.genesis.hash,
            agedHash: nil, state: demo.genesis.state, executor: CompletingExecutor(executor))
        let plain = try demo.executor()
        let calls: [(ContractAddress, String, [Felt252])] = [
            (GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [20_000]),
            (.strk, "transfer", [demo.accounts[1].address.felt, 5, 0]),
        ]
        for (nonce, call) in calls.enumerated() {
            let transaction = try demo.invoke(0, nonce: UInt64(nonce), call.0, call.1, call.2)
            let expected = try plain.execute(transaction), found = try block.execute(transaction)
            #expect(found.receipt == expected.receipt && found.recording == expected.recording)
        }
        let counts = executor.counts
        #expect(counts.outOfMemory > 0 && counts.native > 0 && counts.machine == counts.outOfMemory)
        let roots = demo.genesis.stateUpdate.roots
        let first = try block.finish(tries: demo.tries, roots: roots),
            second = try plain.finish(tries: demo.tries, roots: roots)
        #expect(first.hash == second.hash && first.recording == second.recording && first.opening == second.opening)
    }
}

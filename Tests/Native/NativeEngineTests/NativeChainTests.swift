import BlockPrograms
import DemoChains
import FiniteFields
import Foundation
import LLVMBuilding
import NativeEngine
import ProtocolRules
import SierraPrograms
import SierraToCasm
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

/// Whole transactions with signatures, fees and calls of calls, on both engines: the same receipts, states and frames.
struct NativeChainTests {
    /// A chain and an executor with its classes, but those left out, natively.
    private func native(_ demo: DemoChain, without: Set<String> = []) throws -> NativeExecutor {
        let executor = try NativeExecutor(), processor = try #require(TargetProcessor.current)
        for name in ["Account", "Token", "UniversalDeployer", "PedersenDeployer", "Fibonacci", "Factorial"]
        where !without.contains(name) {
            let file = VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name).sierra.json")
            let loadable = try LoadableClass(compiling: SierraContract(file: file), tag: name, for: processor)
            try executor.add(try DemoChain.load(name).sierra.hash, loadable)
        }
        return executor
    }

    private func block(_ demo: DemoChain, _ executor: any FrameExecutor) throws -> BlockExecutor {
        let made = try BlockExecutor(
            chain: demo.configuration.chain, context: demo.executor().context, parentHash: demo.genesis.hash,
            agedHash: nil, state: demo.genesis.state, executor: executor)
        made.keepsStateDiffs = true
        return made
    }

    private func transactions(_ demo: DemoChain) throws -> [Transaction] {
        let other = demo.accounts[1].address.felt
        var list: [Transaction] = []
        func invoke(_ target: ContractAddress, _ name: String, _ calldata: [Felt252], gas: UInt64 = 100_000_000) throws
        {
            list.append(try demo.invoke(0, nonce: UInt64(list.count), target, name, calldata, gas: gas))
        }
        try invoke(.strk, "transfer", [other, 5, 0])
        try invoke(.strk, "transfer", [other, 0, Felt252(1 << 100 as UInt128)])
        try invoke(.eth, "approve", [other, 7, 0])
        try invoke(.eth, "transferFrom", [other, other, 1, 0])
        try invoke(GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [30])
        try invoke(GenesisConfiguration.factorialAddress, "compute_factorial", [1_000])
        try invoke(GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [100_000], gas: 3_000_000)
        try invoke(GenesisConfiguration.fibonacciAddress, "nothing", [])
        try invoke(demo.accounts[2].address, "get_public_key", [])
        try invoke(demo.accounts[0].address, "set_public_key", [demo.accounts[0].publicKey])
        return list
    }

    @Test(arguments: [[], ["Token"], ["Account"], ["Account", "Factorial", "Fibonacci"]] as [Set<String>])
    func `transactions are the same, also across engines`(without: Set<String>) throws {
        let demo = try DemoChain(fees: true), executor = try native(demo, without: without)
        let expected = try block(demo, MachineExecutor()), found = try block(demo, executor)
        for transaction in try transactions(demo) {
            let a = try expected.execute(transaction), b = try found.execute(transaction)
            #expect(a.receipt == b.receipt && a.stateDiff == b.stateDiff && a.returned == b.returned)
            #expect(a.abort == b.abort && a.validateGas == b.validateGas && a.executeGas == b.executeGas)
            #expect(a.recording.frames.map(\.withoutPlaces) == b.recording.frames.map(\.withoutPlaces))
            #expect(a.recording.roots == b.recording.roots && a.recording.info == b.recording.info)
        }
        #expect(expected.stateDiff == found.stateDiff && expected.provingLoad == found.provingLoad)
        let counts = executor.counts
        #expect(counts.native > 0 && (counts.machine == 0) == without.isEmpty)
        #expect(counts.undecided + counts.outOfStack + counts.outOfMemory == 0)
    }

    @Test func `a deployment runs its constructor natively`() throws {
        let demo = try DemoChain(fees: true), executor = try native(demo)
        let expected = try block(demo, MachineExecutor()), found = try block(demo, executor)
        let (deployment, account) = try demo.deployAccount(12_345)
        for transaction in [
            try demo.invoke(0, nonce: 0, .strk, "transfer", [account.address.felt, Felt252(1 << 60 as UInt128), 0]),
            deployment,
        ] {
            let a = try expected.execute(transaction), b = try found.execute(transaction)
            #expect(a.receipt == b.receipt && a.stateDiff == b.stateDiff)
            #expect(a.recording.frames.map(\.withoutPlaces) == b.recording.frames.map(\.withoutPlaces))
        }
        #expect(executor.counts.machine == 0)
    }

    @Test func `a wrong signature is refused for the same reason`() throws {
        let demo = try DemoChain(fees: true), executor = try native(demo)
        let wrong = try demo.signed(demo.invoke(0, nonce: 0, .strk, "transfer", [1, 1, 0]), by: demo.accounts[1])
        var reasons: [ExecutionFailure] = []
        for engine in [MachineExecutor(), executor] as [any FrameExecutor] {
            do { _ = try block(demo, engine).execute(wrong) } catch let failure as ExecutionFailure {
                reasons.append(failure)
            }
        }
        #expect(reasons.count == 2 && "\(reasons[0])" == "\(reasons[1])")
        #expect(executor.counts.native > 0)
    }
}

import BlockProgramRunning
import BlockPrograms
import CairoMachine
import CasmFiles
import CasmModel
import DemoChains
import FiniteFields
import Foundation
import HashFunctions
import ProtocolRules
import StarknetFixtures
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

/// The demo chain with contracts of many classes, whose executions' load is compared with their runs.
struct LoadChain {
    let demo: DemoChain
    private(set) var classes: [Felt252: CasmClass] = [:]
    private var state: MemoryState

    init() throws {
        demo = try DemoChain()
        state = demo.genesis.state
        for (sierra, casm) in [
            demo.classes.account, demo.classes.token, demo.classes.universalDeployer, demo.classes.fibonacci,
            demo.classes.factorial,
        ] {
            classes[sierra.hash.felt] = casm
        }
    }

    /// Puts a contract at an address, which its class has for a hash.
    mutating func add(_ casm: CasmClass, at address: UInt64) throws {
        let hash = ClassHash(Felt252(address))
        classes[hash.felt] = casm
        state.add(hash, compiledClassHash: CompiledClassHash(.one), ContractClass(casm))
        state.apply(
            StateDiff(deployedContracts: [.init(address: try DemoChain.address(address), value: hash)]))
    }

    func executor() throws -> BlockExecutor {
        var context = demo.genesis.block.header.context
        context.number = 1
        context.timestamp += 2
        return try BlockExecutor(
            chain: demo.configuration.chain, context: context, parentHash: demo.genesis.hash, agedHash: nil,
            state: state)
    }

    /// A call of the contract at a small address.
    typealias Call = (to: UInt64, selector: Felt252, arguments: [Felt252])

    /// A signed transaction of calls.
    func invoke(nonce: UInt64, gas: UInt64, _ calls: [Call]) throws -> Transaction {
        var calldata: [Felt252] = [Felt252(UInt64(calls.count))]
        for call in calls {
            calldata += [try DemoChain.address(call.to).felt, call.selector, Felt252(UInt64(call.arguments.count))]
            calldata += call.arguments
        }
        return try demo.signed(
            .invoke(
                InvokeTransaction(
                    sender: demo.accounts[0].address, calldata: calldata, account: demo.fields(nonce: nonce, gas: gas)
                )), by: demo.accounts[0])
    }

    /// What a block's program takes when it runs.
    struct Measure {
        var steps: UInt64
        /// Addresses, used or not.
        var cells: UInt64
    }

    func measure(_ executor: BlockExecutor) throws -> Measure {
        let recording = BlockRecording(
            context: RecordedContext(executor.context), transactions: executor.transactions.map(\.recording))
        let classes = classes
        let program = try BlockProgramGenerator.generate(recording) { classes[$0]?.bytecode }
        let run = try BlockRun(program) { classes[$0] }
        let relocated = try run.run()
        return Measure(steps: run.mainSteps, cells: UInt64(relocated.memory.count))
    }
}

import BlockPrograms
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import StateTries
import Testing
import TransactionExecution

struct DemoChainTests {
    /// F(n) in the Stark field, computed here.
    func fibonacci(_ n: Int) -> Felt252 {
        var pair = (Felt252.zero, Felt252.one)
        for _ in 0..<n { pair = (pair.1, pair.0 + pair.1) }
        return pair.0
    }

    @Test func `genesis gives every account its balance`() throws {
        let demo = try DemoChain()
        for account in demo.accounts {
            for token in [ContractAddress.strk, .eth] {
                let balance = try ContractCall.run(
                    chain: demo.configuration.chain, context: demo.genesis.block.header.context,
                    state: demo.genesis.state,
                    address: token, selector: StarknetKeccakSelector.of("balanceOf"), calldata: [account.address.felt])
                #expect(balance == [Felt252(1_000_000_000_000_000_000_000 as UInt128), .zero])
            }
        }
        #expect(!demo.genesis.stateUpdate.roots.classes.isZero)
        #expect(try DemoChain().genesis.hash == demo.genesis.hash)
    }

    @Test func `Fibonacci and factorial results are those of an independent computation`() throws {
        let demo = try DemoChain(), executor = try demo.executor()
        var factorial = Felt252.one
        for n in 0..<50 {
            if n > 0 { factorial = factorial * Felt252(UInt64(n)) }
            let first = try executor.execute(
                try demo.invoke(
                    0, nonce: UInt64(n), GenesisConfiguration.fibonacciAddress, "compute_fibonacci",
                    [Felt252(UInt64(n))]))
            let second = try executor.execute(
                try demo.invoke(
                    1, nonce: UInt64(n), GenesisConfiguration.factorialAddress, "compute_factorial",
                    [Felt252(UInt64(n))]))
            #expect(first.receipt.status == .succeeded && second.receipt.status == .succeeded)
            #expect(first.receipt.events.map(\.data) == [[fibonacci(n)]])
            #expect(second.receipt.events.map(\.data) == [[factorial]])
            #expect(first.returned == [1, 1, fibonacci(n)])
        }
        let block = try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        #expect(block.block.header.transactionCount == 100)
        let opened = try #require(OpenedState(block.opening, globalRoot: demo.genesis.block.header.stateRoot))
        let again = try StateUpdate(applying: block.block.stateDiff, to: opened.roots, source: opened)
        #expect(again.roots.global == block.block.header.stateRoot)
    }

    @Test func `a wrong signature, a wrong nonce and an unknown sender are rejected without a trace`() throws {
        let demo = try DemoChain(), executor = try demo.executor()
        let target = GenesisConfiguration.fibonacciAddress
        let late = try demo.invoke(0, nonce: 1, target, "compute_fibonacci", [5])
        #expect(throws: ExecutionFailure.rejected(.invalidNonce(expected: 0, found: 1))) { try executor.execute(late) }
        guard case .invoke(var forged) = try demo.invoke(0, nonce: 0, target, "compute_fibonacci", [5]) else { return }
        forged.calldata[4] = 6
        #expect {
            try executor.execute(.invoke(forged))
        } throws: { error in
            guard case .rejected(.validationFailed(let reason)) = error as? ExecutionFailure else { return false }
            return String(decoding: reason, as: UTF8.self).contains("'bad signature'")
        }
        forged.sender = try #require(ContractAddress(0x123))
        #expect(throws: ExecutionFailure.rejected(.noAccount(forged.sender))) { try executor.execute(.invoke(forged)) }
        let block = try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        #expect(block.block.stateDiff.isEmpty)
        #expect(block.block.header.stateRoot == demo.genesis.block.header.stateRoot)
    }

    @Test
    func `a message where none are handled, a class that did not come along, and a call of no contract, are refused`()
        throws
    {
        let demo = try DemoChain(), executor = try demo.executor()
        guard case .invoke(let invoke) = try demo.invoke(0, nonce: 0, .strk, "transfer", []) else { return }
        let message = Transaction.l1Handler(
            L1HandlerTransaction(contractAddress: invoke.sender, entryPointSelector: 1, calldata: [], nonce: 0))
        #expect(throws: ExecutionFailure.rejected(.kindNotSupported(.l1Handler))) { try executor.execute(message) }
        let declare = try demo.declare(0, nonce: 0, classHash: ClassHash(5), compiledClassHash: CompiledClassHash(6))
        #expect(throws: ExecutionFailure.rejected(.classBodyMissing(ClassHash(5)))) { try executor.execute(declare) }
        #expect(throws: ContractCallError.noContract) {
            try ContractCall.run(
                chain: demo.configuration.chain, context: demo.genesis.block.header.context,
                state: demo.genesis.state, address: try DemoChain.address(0x5555), selector: 1, calldata: [])
        }
    }

    @Test func `a genesis without accounts, and one whose call fails, are refused`() throws {
        let demo = try DemoChain()
        var configuration = demo.configuration
        configuration.accountCount = 0
        #expect(throws: GenesisError.malformed("no accounts")) { try configuration.build(demo.classes) }
        let builder = GenesisBuilder(
            chain: demo.configuration.chain, context: demo.genesis.block.header.context)
        #expect {
            try builder.call(.strk, StarknetKeccakSelector.of("mint"), calldata: [])
        } throws: { error in
            guard case .execution = error as? GenesisError else { return false }
            return true
        }
    }

    @Test func `a failed execution is reverted with its reason and keeps the nonce`() throws {
        let demo = try DemoChain(), executor = try demo.executor()
        let receiver = demo.accounts[1].address.felt
        let executed = try executor.execute(
            try demo.invoke(0, nonce: 0, .strk, "transfer", [receiver, .zero, .one]))
        guard case .reverted(let reason) = executed.receipt.status else {
            Issue.record("not reverted")
            return
        }
        #expect(String(decoding: reason, as: UTF8.self).hasSuffix("('balance too low').\n"))
        #expect(executed.receipt.events.isEmpty)
        #expect(executed.recording.isReverted)
        let block = try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        #expect(block.block.stateDiff.storage.isEmpty)
        #expect(block.block.stateDiff.nonces == [.init(address: demo.accounts[0].address, value: 1)])
    }

    @Test func `out of gas is reverted, and a missing contract aborts`() throws {
        let demo = try DemoChain(), executor = try demo.executor()
        let long = try executor.execute(
            try demo.invoke(
                0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [1_000_000], gas: 9_000_000))
        #expect(long.receipt.status.isReverted)
        #expect(long.recording.roots.count == 2)
        let missing = try executor.execute(
            try demo.invoke(0, nonce: 1, try #require(ContractAddress(0x5555)), "compute_fibonacci", [1]))
        #expect(missing.receipt.status.isReverted)
        // Its frame ran on in the void.
        #expect(missing.recording.roots.map(\.kind) == [.validate, .execute])
        #expect(missing.abort == .noContract(try DemoChain.address(0x5555)) && missing.returned.isEmpty)
    }

    @Test func `with fees every transaction pays the sequencer`() throws {
        let demo = try DemoChain(fees: true), executor = try demo.executor()
        let executed = try executor.execute(
            try demo.invoke(0, nonce: 0, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [5]))
        #expect(executed.receipt.actualFee > 0)
        let event = try #require(executed.receipt.events.last)
        #expect(event.from == .strk)
        #expect(event.data == [Felt252(executed.receipt.actualFee), .zero])
        #expect(executed.recording.roots.map(\.kind) == [.validate, .execute, .fee])
    }

    @Test func `the block-hash map is written from block 10 on`() throws {
        let demo = try DemoChain()
        var context = demo.genesis.block.header.context
        context.number = 12
        #expect(throws: BlockExecutionError.missingBlockHash(2)) {
            try BlockExecutor(
                chain: demo.configuration.chain, context: context, parentHash: 1, agedHash: nil,
                state: demo.genesis.state)
        }
        let executor = try BlockExecutor(
            chain: demo.configuration.chain, context: context, parentHash: 1, agedHash: 77, state: demo.genesis.state)
        let block = try executor.finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots)
        let key = try #require(StorageKey(2))
        #expect(block.block.stateDiff.storage == [.init(address: .blockHashes, value: [.init(key: key, value: 77)])])
    }
}

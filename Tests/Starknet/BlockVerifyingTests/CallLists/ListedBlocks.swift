import BlockProgramRunning
import BlockPrograms
import BlockVerifying
import CasmModel
import DemoChains
import FiniteFields
import HashFunctions
import ProtocolRules
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// Executes call lists, as many as fit into a block, and compares each list with the naive chain, each block with its verifier.
struct ListedBlocks {
    private static let perBlock = 100
    private let casm: [Felt252: CasmClass]
    private let configuration: GenesisConfiguration
    private let genesis: GenesisBlock
    private let tries: MemoryTries
    private var executor: BlockExecutor
    private var chain = NaiveChain()
    /// Lists that were compared, reverted ones among them, and blocks. What aborted them.
    private(set) var lists = 0, reverted = 0, blocks = 0
    private(set) var aborts: Set<EndingCause> = []

    init() throws {
        casm = try ListPlaces.casm()
        configuration = try DemoChain().configuration
        let context = BlockContext(
            number: 0, timestamp: configuration.timestamp, sequencer: configuration.sequencer,
            gasPrices: configuration.gasPrices)
        let builder = GenesisBuilder(chain: configuration.chain, context: context)
        for (hash, code) in casm { builder.declare(ClassHash(hash), code) }
        for contract in ListPlaces.contracts {
            let address = try #require(ContractAddress(contract.address))
            try builder.deploy(ClassHash(contract.classHash), at: address, constructorCalldata: contract.arguments)
        }
        genesis = try builder.finish()
        var tries = MemoryTries()
        tries.apply(genesis.stateUpdate)
        self.tries = tries
        executor = try Self.executor(configuration, genesis)
    }

    private static func executor(_ configuration: GenesisConfiguration, _ genesis: GenesisBlock) throws -> BlockExecutor
    {
        var context = genesis.block.header.context
        context.number = 1
        context.timestamp += 2
        let executor = try BlockExecutor(
            chain: configuration.chain, context: context, parentHash: genesis.hash, agedHash: nil, state: genesis.state)
        executor.keepsStateDiffs = true
        return executor
    }

    /// Executes a list, then gives the contracts their classes back where the list replaced them.
    mutating func add(_ list: [ListItem]) throws {
        try execute(list)
        for place in [ListPlaces.relay, ListPlaces.other] where chain.state.classes[place] != ListPlaces.relayClass {
            let become = ListedCall(ListPlaces.relayClass, "become", [ListPlaces.relayClass])
            try execute([.call(CallAlphabet.borrowing(become, by: place))])
        }
        lists += 1
        if executor.transactions.count >= Self.perBlock { try finish() }
    }

    private mutating func execute(_ list: [ListItem]) throws {
        var expected = chain
        let effect = expected.execute(list), executed: ExecutedTransaction
        do throws(ExecutionFailure) { executed = try executor.execute(transaction(list)) } catch {
            guard case .rejected(.noRoomToProve) = error else { throw error }
            try finish()
            return try execute(list)
        }
        chain = expected
        #expect(ListEffect(executed) == effect, "\(list)")
        reverted += effect.isReverted ? 1 : 0
        if let cause = effect.abort { aborts.insert(cause) }
    }

    private func transaction(_ list: [ListItem]) -> Transaction {
        func bounds(_ amount: UInt64) -> ResourceBounds {
            ResourceBounds(maxAmount: amount, maxPricePerUnit: 1_000_000_000)
        }
        return .invoke(
            InvokeTransaction(
                sender: ContractAddress(ListPlaces.sender) ?? .zero, calldata: ListItem.row(list).felts,
                account: AccountFields(
                    nonce: Felt252(chain.state.nonces[ListPlaces.sender, default: 0]),
                    resourceBounds: AllResourceBounds(
                        l1Gas: bounds(0), l2Gas: bounds(ProvingBudget.transactionGasMax), l1DataGas: bounds(10_000)))))
    }

    /// Ends the block: its program must run, and the verifier accept everything but a proof.
    mutating func finish() throws {
        guard !executor.transactions.isEmpty else { return }
        let mode: BlockProgramGenerator.Mode = blocks.isMultiple(of: 2) ? .placed : .asserted
        let executed = try executor.finish(tries: tries, roots: genesis.stateUpdate.roots)
        #expect(executed.block.stateDiff == chain.diff(since: NaiveChain().state))
        let block = try ProvenBlock(
            executed, on: genesis, of: configuration, classes: casm, mode: mode, provable: Builtin.allCases)
        let endings = executor.transactions.map { executed -> BlockVerdict.Ending in
            executed.receipt.status.isReverted ? .reverted : .succeeded
        }
        #expect(try block.endings() == endings)
        _ = try BlockRun(block.program, classes: { casm[$0] }).run()
        blocks += 1
        executor = try Self.executor(configuration, genesis)
        chain = NaiveChain()
    }
}

import BlockPrograms
public import CasmModel
public import FiniteFields
import ProtocolRules
public import StarknetModel
public import StateTries

/// Why a genesis cannot be made.
public enum GenesisError: Error, Equatable, Sendable {
    /// A call or a constructor failed; the reason as text.
    case execution(String)
    case malformed(String)
    case tries(TrieError)
}

/// Builds the state of block 0: classes, contracts (their constructors run), plain cells and calls.
public final class GenesisBuilder {
    private let chain: ChainParameters
    private let context: BlockContext
    private var base = MemoryState()
    private var host: MachineHost
    private var declared: [StateDiff.DeclaredClass] = []

    /// An empty state. Declare every class before the first contract.
    public init(chain: ChainParameters, context: BlockContext) {
        self.chain = chain
        self.context = context
        host = MachineHost(base, chainID: chain.chainID, block: RecordedContext(context))
    }

    /// Declares a class and returns its hash.
    @discardableResult
    public func declare(_ sierra: SierraClass, _ casm: CasmClass) -> ClassHash {
        declare(sierra.hash, casm)
        return sierra.hash
    }

    /// Declares the class with this hash.
    public func declare(_ classHash: ClassHash, _ casm: CasmClass) {
        let compiled = CompiledClassHash(casm.compiledClassHash(.blake2s))
        declared.removeAll { $0.classHash == classHash }
        declared.append(.init(classHash: classHash, compiledClassHash: compiled))
        base.add(classHash, compiledClassHash: compiled, ContractClass(casm))
        // What was built so far goes below, so that the new class can be seen.
        base.apply(host.state.diff)
        host = MachineHost(base, chainID: chain.chainID, block: RecordedContext(context))
    }

    /// Puts a contract at an address and runs its constructor.
    public func deploy(
        _ classHash: ClassHash, at address: ContractAddress, constructorCalldata: [Felt252],
        deployer: ContractAddress = .zero
    ) throws(GenesisError) {
        do { try host.state.setClassHash(classHash, at: address) } catch { throw .execution(error.reason) }
        try run(
            EntryCall(
                classHash: classHash, address: address, caller: deployer, type: .constructor,
                selector: ProtocolSelectors.constructor, calldata: constructorCalldata,
                gas: ProtocolConstants.unlimitedGas))
    }

    /// Calls an external entry point; its effects stay.
    @discardableResult
    public func call(
        _ address: ContractAddress, _ selector: Felt252, calldata: [Felt252], caller: ContractAddress = .zero
    ) throws(GenesisError) -> [Felt252] {
        let classHash: ClassHash
        do { classHash = try host.state.classHash(at: address) } catch { throw .execution(error.reason) }
        return try run(
            EntryCall(
                classHash: classHash, address: address, caller: caller, type: .external, selector: selector,
                calldata: calldata, gas: ProtocolConstants.unlimitedGas))
    }

    /// Sets a cell.
    public func write(_ value: Felt252, at cell: StorageCell) throws(GenesisError) {
        do { try host.state.write(value, at: cell) } catch { throw .execution(error.reason) }
    }

    /// Sets a nonce.
    public func setNonce(_ nonce: Felt252, of address: ContractAddress) throws(GenesisError) {
        do { try host.state.setNonce(nonce, of: address) } catch { throw .execution(error.reason) }
    }

    @discardableResult
    private func run(_ call: EntryCall) throws(GenesisError) -> [Felt252] {
        do throws(OuterCallFailure) { return try host.result(of: call) } catch { throw .execution(error.reason) }
    }

    /// The state as it is now, with all declared classes.
    public var memoryState: MemoryState {
        var copy = base
        copy.apply(host.state.diff)
        return copy
    }

    /// Block 0: no transactions, the whole state as its diff.
    public func finish() throws(GenesisError) -> GenesisBlock {
        let memory = memoryState
        let diff = memory.wholeState(declaring: declared)
        let update: StateUpdate
        do {
            update = try StateUpdate(applying: diff, to: .empty, source: MemoryTries())
        } catch { throw .tries(error) }
        let header = BlockHeader(
            context: context, parentHash: .zero, stateRoot: update.roots.global, transactions: [],
            transactionHashes: [], receipts: [], stateDiff: diff)
        return GenesisBlock(
            block: Block(header: header, transactions: [], receipts: [], stateDiff: diff), hash: header.hash,
            stateUpdate: update, state: memory)
    }
}

/// Block 0 and its state.
public struct GenesisBlock: Sendable {
    public var block: Block
    public var hash: Felt252
    /// What the tries' store must write.
    public var stateUpdate: StateUpdate
    /// The state itself, with the code of its classes.
    public var state: MemoryState
}

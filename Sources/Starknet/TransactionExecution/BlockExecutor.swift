public import BlockPrograms
public import FiniteFields
public import ProtocolRules
public import StarknetModel
public import StateTries

/// Why a block cannot be made.
public enum BlockExecutionError: Error, Equatable, Sendable {
    /// From block 10 on the hash of the block ten before is needed.
    case missingBlockHash(UInt64)
    /// What ran the frames did not record what a block program needs.
    case placesNotRecorded
    case state(StateReadError)
    case tries(TrieError)
}

extension BlockExecutionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingBlockHash(let number): "the hash of block \(number) is missing"
        case .placesNotRecorded: "the engine that ran the frames does not record where their arrays lie"
        case .state(let error): "\(error)"
        case .tries(let error): "\(error)"
        }
    }
}

/// A block as a whole: what is stored, gossiped, and proven.
public struct ExecutedBlock: Sendable {
    public var block: Block
    public var hash: Felt252
    /// Hashes of the transactions, in order.
    public var transactionHashes: [Felt252]
    /// What the tries' store must write.
    public var stateUpdate: StateUpdate
    /// Input of the block program.
    public var recording: BlockRecording
    /// What the block read of the previous state, and where its changes go: against the parent's root.
    public var opening: StateOpening
    /// Every declared class that was looked up, and those that the block declares, ascending.
    public var classHashes: [Felt252]
    /// The classes that the block declares, in the order of its transactions.
    public var declared: [DeclaredClass]

    /// What a node keeps for provers and verifiers.
    public var record: BlockExecutionRecord {
        BlockExecutionRecord(recording: recording, opening: opening, classHashes: classHashes)
    }
}

/// Executes the transactions of one block, one after the other, and makes the block.
///
///     let executor = try BlockExecutor(chain: chain, context: context, parentHash: parent, agedHash: hash, state: state)
///     for transaction in pool { do { try executor.execute(transaction) } catch { … } }
///     let block = try executor.finish(tries: tries, roots: parentRoots)
///
/// The same transactions on the same state always give the same block: validators execute a proposal with this too.
public final class BlockExecutor {
    public let chain: ChainParameters
    public let context: BlockContext
    private let parentHash: Felt252
    private let recordsPlaces: Bool
    var host: MachineHost
    /// Says that execution shall end, also in the middle of a transaction, which then leaves no trace: `execute` throws
    /// `StateReadError.stopped`. For work that need not come out the same everywhere.
    public var isStopped: (@Sendable () -> Bool)? {
        get { host.isStopped }
        set { host.isStopped = newValue }
    }
    /// Whether each transaction's own state diff is kept, for traces.
    public var keepsStateDiffs = false
    /// What is in the block so far.
    public private(set) var transactions: [ExecutedTransaction] = []
    /// The classes that they declared, in order.
    public private(set) var declared: [DeclaredClass] = []
    /// The L2 gas of all receipts so far.
    public private(set) var l2Gas: UInt64 = 0
    /// What the transactions so far ask of the prover, and the classes that they declared. What else a block has once, the host
    /// and its state count.
    var transactionsLoad = ProvingLoad()

    /// Begins a block on the state after its parent. `agedHash` is the hash of block `context.number - 10`, which
    /// enters the block-hash map of contract 0x1 before anything else (EXEC §3.8); nil below block 10.
    public init(
        chain: ChainParameters, context: BlockContext, parentHash: Felt252, agedHash: Felt252?,
        state: any StateReader, executor: any FrameExecutor = MachineExecutor()
    ) throws(BlockExecutionError) {
        self.chain = chain
        self.context = context
        self.parentHash = parentHash
        recordsPlaces = executor.recordsPlaces
        host = MachineHost(
            state, chainID: chain.chainID, block: RecordedContext(context), executor: executor)
        guard let aged = agedBlock(of: context.number) else { return }
        guard let agedHash else { throw .missingBlockHash(aged) }
        do { try host.state.recordBlockHash(agedHash, of: aged) } catch { throw .state(error) }
    }

    /// Executes a transaction and puts it into the block. A rejected one leaves no trace. `declaring` is the class of a
    /// declaration.
    @discardableResult
    public func execute(
        _ transaction: Transaction, declaring: DeclaredClass? = nil, options: ExecutionOptions = .block
    ) throws(ExecutionFailure) -> ExecutedTransaction {
        let before = host.state.checkpoint
        let draft = try perform(transaction, declaring, options)
        try checkBudget(draft, declaring, options, since: before)
        return keep(draft, of: transaction, declaring, since: before)
    }

    /// A transaction that was executed and is not in the block yet.
    struct Draft {
        var hash: Felt252
        var outcome: TransactionOutcome
        /// Input of the block program.
        var recording: TransactionRecording
        /// What it alone asks of the prover.
        var load: ProvingLoad
    }

    /// Executes a transaction; what it did stays in the host.
    func perform(
        _ transaction: Transaction, _ declaring: DeclaredClass?, _ options: ExecutionOptions
    ) throws(ExecutionFailure) -> Draft {
        let hash = transaction.hash(chainID: chain.chainID, isQuery: options.isQuery)
        let info = begin(transaction, hash, declaring, options)
        let terms = ExecutionTerms(chain: chain, context: context, options: options)
        let outcome = try host.execute(transaction, terms)
        let recording = TransactionRecording(
            info: info, calldata: transaction.calldata, roots: outcome.roots, frames: host.frames,
            isReverted: outcome.status.isReverted)
        return Draft(hash: hash, outcome: outcome, recording: recording, load: ProvingLoad(recording))
    }

    /// Puts what was executed last into the block.
    func keep(
        _ draft: Draft, of transaction: Transaction, _ declaring: DeclaredClass?, since before: Int
    ) -> ExecutedTransaction {
        let hash = draft.hash, outcome = draft.outcome
        var executed = ExecutedTransaction(
            transaction: transaction, hash: hash,
            receipt: TransactionReceipt(
                transactionHash: hash, actualFee: outcome.fee, status: outcome.status,
                messages: host.effects.messages, events: host.effects.events, gas: outcome.gas),
            recording: draft.recording, returned: outcome.returned, abort: outcome.abort,
            validateGas: outcome.validateGas,
            executeGas: outcome.executeGas)
        executed.refused = host.effects.trace.refused
        if keepsStateDiffs { executed.stateDiff = host.state.diff(since: before) }
        transactions.append(executed)
        if let declaring {
            declared.append(declaring)
            transactionsLoad.addCode(of: declaring.code)
        }
        l2Gas += executed.receipt.gas.l2Gas
        transactionsLoad = transactionsLoad + draft.load
        return executed
    }

    /// Runs the checks that come before a transaction's execution, and leaves no trace. What a declaration declares is not
    /// looked at: see `checkDeclaration`.
    public func validate(_ transaction: Transaction, options: ExecutionOptions) throws(ExecutionFailure) {
        begin(transaction, transaction.hash(chainID: chain.chainID), nil, options)
        try host.validate(transaction, ExecutionTerms(chain: chain, context: context, options: options))
    }

    /// Whether the class of a declaration can be declared now. Leaves no trace.
    public func checkDeclaration(_ transaction: Transaction, declaring: DeclaredClass) throws(ExecutionFailure) {
        begin(transaction, .zero, declaring, .block)
        try host.checkDeclaration(transaction)
    }

    /// Tells the host what contracts see of the transaction.
    @discardableResult
    private func begin(
        _ transaction: Transaction, _ hash: Felt252, _ declaring: DeclaredClass?, _ options: ExecutionOptions
    ) -> TransactionInfo {
        var info = TransactionInfo(transaction, hash: hash, chainID: chain.chainID)
        // What contracts see of a query is its version with bit 128 set.
        if options.isQuery { info.version = Felt252(reducing: 3, 0, 1, 0) }
        host.begin(info, declaring: declaring)
        return info
    }

    /// The changes so far.
    public var stateDiff: StateDiff { host.state.diff }

    /// Makes the block. `tries` holds the state after the parent, `roots` are its roots.
    public func finish(
        tries: some StateTrieSource, roots: StateRoots
    ) throws(BlockExecutionError) -> ExecutedBlock {
        guard recordsPlaces || transactions.allSatisfy({ $0.recording.frames.isEmpty }) else {
            throw .placesNotRecorded
        }
        let state = host.state, diff = state.diff
        let recorder = OpeningRecorder(tries, roots: roots)
        let update: StateUpdate
        do {
            for cell in state.originalStorage.keys.sorted() { try recorder.open(cell) }
            for address in state.originalNonces.keys { _ = try recorder.contract(at: address) }
            for address in state.originalClasses.keys { _ = try recorder.contract(at: address) }
            for classHash in host.classes.keys { try recorder.open(classHash) }
            update = try StateUpdate(applying: diff, to: roots, source: recorder)
        } catch { throw .tries(error) }
        let hashes = transactions.map(\.hash), receipts = transactions.map(\.receipt)
        let header = BlockHeader(
            context: context, parentHash: parentHash, stateRoot: update.roots.global,
            transactions: transactions.map(\.transaction), transactionHashes: hashes, receipts: receipts,
            stateDiff: diff)
        return ExecutedBlock(
            block: Block(
                header: header, transactions: transactions.map(\.transaction), receipts: receipts, stateDiff: diff),
            hash: header.hash, transactionHashes: hashes, stateUpdate: update,
            recording: BlockRecording(
                context: host.block, transactions: transactions.map(\.recording)),
            opening: recorder.opening,
            classHashes: Set(host.classes.filter { $0.value != nil }.keys).union(state.declared.keys).sorted()
                .map(\.felt),
            declared: declared)
    }
}

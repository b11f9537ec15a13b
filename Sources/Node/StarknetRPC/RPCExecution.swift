public import ChainStorage
public import FiniteFields
public import StarknetJSON
public import StarknetModel

/// What the RPC needs from the node's execution. The node implements it over the block producer; tests may answer
/// with fixed values.
public protocol RPCExecution: Sendable {
    /// The head data of the block that is built next, for the view `pre_confirmed`.
    func nextBlock() throws(RPCError) -> BlockContext

    /// The block that is being built, or was proposed, on the last one; empty when there is none yet.
    func preConfirmed() throws(RPCError) -> PreConfirmedBlock

    /// Runs a view call on a state.
    func call(
        _ contract: ContractAddress, selector: Felt252, calldata: [Felt252], state: ChainState, _ stop: RPCStop
    ) throws(RPCError) -> [Felt252]

    /// Checks a transaction against the latest state, its signature included, and puts it into the pool; a declaration comes
    /// with its class.
    func submit(_ transaction: SubmittedTransaction) throws(RPCError) -> Felt252

    /// Runs transactions one after another on a state, without keeping anything. Those with the query bit are signed
    /// under their query hash.
    func simulate(
        _ transactions: [BroadcastedTransaction], state: ChainState, _ options: SimulationOptions, _ stop: RPCStop
    ) throws(RPCError) -> Simulation

    /// The gas of handling a message of L1 on a state; nothing is kept.
    func estimate(
        _ message: L1HandlerTransaction, state: ChainState, _ stop: RPCStop
    ) throws(RPCError) -> GasVector

    /// The transactions of the messages that a transaction of L1 sent, in their order; its hash as 64 hex digits.
    func messages(ofL1Transaction hash: String) -> [Felt252]

    /// Runs a block again for its traces.
    func trace(block number: UInt64, _ options: SimulationOptions, _ stop: RPCStop) throws(RPCError) -> Simulation

    /// Runs the block that is not decided yet again for its traces; nil when there is none.
    func tracePreConfirmed(_ options: SimulationOptions, _ stop: RPCStop) throws(RPCError) -> Simulation?
}

/// A block that is not decided yet.
public struct PreConfirmedBlock: Sendable {
    public var context: BlockContext
    public var transactions: [StoredTransaction]
    public var receipts: [TransactionReceipt]
    public var stateDiff: StateDiff

    public init(
        context: BlockContext, transactions: [StoredTransaction] = [], receipts: [TransactionReceipt] = [],
        stateDiff: StateDiff = StateDiff()
    ) {
        self.context = context
        self.transactions = transactions
        self.receipts = receipts
        self.stateDiff = stateDiff
    }
}

/// How transactions are simulated or traced.
public struct SimulationOptions: Sendable {
    /// Runs the accounts' `__validate__`.
    public var validates = true
    /// An estimate: whatever the bounds say, and with nonces that may be ahead of the accounts'.
    public var isEstimate = false
    /// Charges the fee, which needs bounds that cover it.
    public var chargesFee = true
    /// Also gives what was read of the state before.
    public var givesInitialReads = false
    /// The answer's version.
    public var version = RPCVersion.v0_10

    public init() {}
}

/// What came of a simulation.
public struct Simulation: Sendable {
    public var transactions: [SimulatedTransaction]
    /// INITIAL_READS, one JSON value, when they were asked for.
    public var initialReads: [UInt8]?

    public init(transactions: [SimulatedTransaction], initialReads: [UInt8]? = nil) {
        self.transactions = transactions
        self.initialReads = initialReads
    }
}

/// What came of a simulated transaction.
public struct SimulatedTransaction: Sendable {
    public var receipt: TransactionReceipt
    /// The trace, one JSON value.
    public var trace: [UInt8]
    /// Why its execution was reverted.
    public var failure: NestedFailure?

    public init(receipt: TransactionReceipt, trace: [UInt8], failure: NestedFailure? = nil) {
        self.receipt = receipt
        self.trace = trace
        self.failure = failure
    }
}

/// Two messages of one validator that exclude each other, as `starling_getEvidence` shows them.
public struct RPCEvidence: Sendable {
    public var validator: Int
    public var height: UInt64
    public var round: UInt32
    /// The two messages.
    public var messages: [Message]

    /// A signed message as validators send it, with the SHA-256 of the block's content that it offers, which is signed too;
    /// empty when it offers none.
    public struct Message: Sendable {
        public var bytes: [UInt8]
        public var contentDigest: [UInt8]

        public init(bytes: [UInt8], contentDigest: [UInt8]) {
            self.bytes = bytes
            self.contentDigest = contentDigest
        }
    }

    public init(validator: Int, height: UInt64, round: UInt32, messages: [Message]) {
        self.validator = validator
        self.height = height
        self.round = round
        self.messages = messages
    }
}

/// A validator as `starling_getValidators` shows it.
public struct RPCValidator: Sendable {
    public var index: Int
    public var name: String
    /// Ed25519 public key.
    public var publicKey: [UInt8]
    public var weight: UInt64

    public init(index: Int, name: String, publicKey: [UInt8], weight: UInt64) {
        self.index = index
        self.name = name
        self.publicKey = publicKey
        self.weight = weight
    }
}

public import StarknetModel

/// Under which terms a transaction is executed: those of chain and block, and whether it is for a block at all.
public struct ExecutionTerms: Sendable {
    public var chain: ChainParameters
    public var context: BlockContext
    public var options: ExecutionOptions

    public init(chain: ChainParameters, context: BlockContext, options: ExecutionOptions = .block) {
        self.chain = chain
        self.context = context
        self.options = options
    }

    /// Whether the transaction pays, and is held to what it signed. What runs with the protocol's full gas does not.
    var chargesFee: Bool { chain.fees && !options.ignoresGasBounds }
}

/// How a transaction is executed: for a block (`block`), or for the answer of an estimate or a simulation.
public struct ExecutionOptions: Sendable {
    /// Runs `__validate__`.
    public var validates: Bool
    /// Requires the account's next nonce.
    public var checksNonce: Bool
    /// Gives the execution the protocol's full gas, whatever the transaction's bounds are, and charges no fee.
    public var ignoresGasBounds: Bool
    /// A bound of L2 gas in place of the transaction's own.
    public var l2GasBound: UInt64?
    /// The transaction carries the query bit in its version: it is signed for simulation only, under another hash.
    public var isQuery = false
    /// Whether what is executed must be in one block with what was executed before.
    public var isForBlock = false

    /// For a block: everything is checked.
    public static var block: ExecutionOptions {
        var options = ExecutionOptions(validates: true, checksNonce: true, ignoresGasBounds: false)
        options.isForBlock = true
        return options
    }

    /// Options with the given values.
    public init(validates: Bool, checksNonce: Bool, ignoresGasBounds: Bool) {
        self.validates = validates
        self.checksNonce = checksNonce
        self.ignoresGasBounds = ignoresGasBounds
    }
}

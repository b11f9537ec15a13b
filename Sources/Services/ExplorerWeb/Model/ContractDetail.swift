/// A contract's page: its class, nonce and latest transactions.
public struct ContractDetail: Sendable, Equatable {
    public var address: String
    public var classHash: String
    public var nonce: String
    /// A name the explorer itself gives (fee tokens, deployer), never one the contract claims.
    public var knownAs: String?
    public var transactions: [TransactionSummary]

    public init(
        address: String, classHash: String, nonce: String, knownAs: String?, transactions: [TransactionSummary]
    ) {
        self.address = address
        self.classHash = classHash
        self.nonce = nonce
        self.knownAs = knownAs
        self.transactions = transactions
    }
}

/// A class's page.
public struct ClassDetail: Sendable, Equatable {
    public var hash: String
    public var sierraLength: Int
    public var functions: [ABIFunction]
    public var entryPointCounts: [(kind: String, count: Int)]
    public var contracts: [String]

    public init(
        hash: String, sierraLength: Int, functions: [ABIFunction], entryPointCounts: [(kind: String, count: Int)],
        contracts: [String]
    ) {
        self.hash = hash
        self.sierraLength = sierraLength
        self.functions = functions
        self.entryPointCounts = entryPointCounts
        self.contracts = contracts
    }

    public static func == (a: ClassDetail, b: ClassDetail) -> Bool { a.hash == b.hash && a.contracts == b.contracts }
}

/// The numbers at the top of the home page.
public struct ChainSummary: Sendable, Equatable {
    public var chainID: String
    public var latestBlock: UInt64?
    public var transactionTotal: UInt64
    public var provenBlocks: UInt64
    public var pendingProofs: UInt64
    /// Transactions per second over the last blocks that held any.
    public var transactionsPerSecond: Double
    /// Seconds from block to stored proof, latest proven block; nil before the first.
    public var proofLagSeconds: UInt64?

    public init(
        chainID: String, latestBlock: UInt64?, transactionTotal: UInt64, provenBlocks: UInt64, pendingProofs: UInt64,
        transactionsPerSecond: Double, proofLagSeconds: UInt64?
    ) {
        self.chainID = chainID
        self.latestBlock = latestBlock
        self.transactionTotal = transactionTotal
        self.provenBlocks = provenBlocks
        self.pendingProofs = pendingProofs
        self.transactionsPerSecond = transactionsPerSecond
        self.proofLagSeconds = proofLagSeconds
    }
}

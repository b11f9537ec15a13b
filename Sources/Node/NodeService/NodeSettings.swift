public import BlockProduction
public import ChainStorage
import ProtocolRules
public import TransactionExecution

/// What a node is started with.
public struct NodeSettings: Sendable {
    /// Where the node keeps its store.
    public var dataFolder: String
    /// The folder with the contracts of genesis.
    public var contractsFolder: String
    public var genesis: GenesisConfiguration
    /// Where the RPC listens.
    public var rpcAddress = "127.0.0.1"
    public var rpcPort: UInt16 = 5050
    /// Threads that answer RPC requests.
    public var rpcWorkers = 4
    /// Connections of one address.
    public var connectionsPerAddressMax = 64
    /// Web pages that may use the RPC, and names under which it is reached.
    public var rpcOrigins: Set<String> = []
    public var rpcHosts: Set<String> = []
    /// Addresses of proxies before the RPC, whose word for their clients' addresses is taken.
    public var rpcProxies: Set<String> = []
    /// Where to listen for other validators, when not on the committee's address for this one.
    public var listenHost: String?
    public var times = BlockTimes()
    /// Restores a validator's right to sign, above this height, when its signing journal was lost.
    public var signingFloor: UInt64?
    /// Transactions that this node puts into a block; the rule of the chain is `BlockRules.transactionsMax`.
    public var blockTransactions = BlockRules.transactionsMax
    /// How many blocks keep the record of their execution; nil for all.
    public var recordsKept: UInt64?
    /// How much of the chain's past the node keeps.
    public var history = HistorySettings()

    public init(dataFolder: String, contractsFolder: String, genesis: GenesisConfiguration) {
        self.dataFolder = dataFolder
        self.contractsFolder = contractsFolder
        self.genesis = genesis
    }
}

public import TransactionExecution

/// What a development network is started with.
public struct DevnetSettings: Sendable {
    /// When blocks are made.
    public enum Blocks: Sendable, Equatable {
        /// One for every transaction, before it is acknowledged.
        case transaction
        /// When `devnet_createBlock` is called.
        case demand
        /// Every so many seconds.
        case interval(seconds: Double)
    }

    public var contractsFolder: String
    /// Where stores are kept, a folder a chain. Removed at the end.
    public var folder: String
    public var rpcAddress = "127.0.0.1"
    public var rpcPort: UInt16 = 5050
    public var chainName = "SN_SEPOLIA"
    /// What the keys of the accounts are made from.
    public var seed: UInt64 = 42
    public var accountCount = 10
    /// Of every account in both tokens, in their smallest unit.
    public var accountBalance: UInt128 = 1_000_000_000_000_000_000_000
    /// Of every resource, fri and wei.
    public var gasPrice: UInt64 = 1_000_000_000
    public var fees = true
    public var blocks = Blocks.transaction
    /// The time of block 0, seconds since 1970; now when left out.
    public var startTime: UInt64?
    /// Whether time stands still but for what `devnet_setTime` and `devnet_increaseTime` do.
    public var isTimeFrozen = false
    /// Web pages that may use the RPC, and names under which it is reached. A page that may can also write files: see
    /// `devnet_dump`.
    public var rpcOrigins: Set<String> = []
    public var rpcHosts: Set<String> = []
    /// Accounts at addresses of their own.
    public var holders: [GenesisHolder] = []

    public init(contractsFolder: String, folder: String) {
        self.contractsFolder = contractsFolder
        self.folder = folder
    }
}

/// A development network, or what it was asked for, cannot be.
public struct DevnetError: Error, Sendable, CustomStringConvertible {
    public var description: String
}

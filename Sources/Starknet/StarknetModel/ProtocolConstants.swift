/// Numbers of protocol 0.14.4 that executions and their replay depend on (EXEC §1.3).
public enum ProtocolConstants {
    /// Taken from the gas of every call when it is entered.
    public static let entryPointBudget: UInt64 = 10_000
    public static let validateGasMax: UInt64 = 100_000_000
    public static let executeGasMax: UInt64 = 1_110_000_000
    /// The gas of calls that nobody pays for.
    public static let unlimitedGas: UInt64 = 10_000_000_000
    /// What the handling of a message from L1 may use.
    public static let handlerL1GasMax: UInt64 = 40_000
    public static let handlerL1DataGasMax: UInt64 = 20_000
    public static let handlerL2GasMax: UInt64 = 100_000_000
    public static let depthMax = 50
    public static let eventKeysMax = 50
    public static let eventDataMax = 300
    public static let eventsPerTransactionMax = 1000
    /// Felts of a transaction's calldata.
    public static let calldataMax = 5000
    public static let signatureMax = 4000
    /// Felts of all messages of a transaction, headers included.
    public static let messageFeltsMax = 3700
    /// How far back the block-hash map begins.
    public static let blockHashDelay: UInt64 = 10
    /// Instructions of one frame: what the highest gas can pay for, with room for frames that are not metered.
    public static let stepsMax: UInt64 = 20_000_000
    /// Cells of memory of all frames of an execution that are under way at once, 384 MiB: more than the gas of a transaction
    /// pays for (10 units the cheapest, one that nothing fills), and what a call fills until its gas is gone.
    public static let cellsMax: UInt64 = 12 << 20
    /// The same of a validation, which nobody has paid for when it runs.
    public static let validationCellsMax: UInt64 = 1 << 20
}

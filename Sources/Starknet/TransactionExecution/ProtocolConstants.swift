import FiniteFields
import StarknetModel

/// Numbers of protocol 0.14.4 that executions depend on (EXEC §1.3).
enum ProtocolConstants {
    /// Taken from the gas of every call when it is entered.
    static let entryPointBudget: UInt64 = 10_000
    static let validateGasMax: UInt64 = 100_000_000
    static let executeGasMax: UInt64 = 1_110_000_000
    /// The gas of calls that nobody pays for.
    static let unlimitedGas: UInt64 = 10_000_000_000
    static let depthMax = 50
    static let eventKeysMax = 50
    static let eventDataMax = 300
    static let eventsPerTransactionMax = 1000
    /// Felts of a transaction's calldata.
    static let calldataMax = 5000
    static let signatureMax = 4000
    /// Felts of all messages of a transaction, headers included.
    static let messageFeltsMax = 3700
    /// How far back the block-hash map begins.
    static let blockHashDelay: UInt64 = 10
    /// Instructions of one frame: what the highest gas can pay for, with room for frames that are not metered.
    static let stepsMax: UInt64 = 20_000_000
}

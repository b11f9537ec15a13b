import CasmModel
import FiniteFields
import StarknetModel

/// A call during a replay, before its frame is looked up.
struct ReplayCall {
    var transaction: Int
    var classHash: ClassHash
    var address: ContractAddress
    var caller: ContractAddress
    var type: EntryPointType
    var selector: Felt252
    var calldata: [Felt252]
    var gas: UInt64
    var depth: Int
    var isValidation: Bool
}

/// How a call ended.
struct ReplayOutcome {
    var failed: Bool
    var returned: [Felt252]
    var gasLeft: UInt64
}

/// Limits of the protocol that a replay needs (EXEC §1.3).
enum ReplayLimits {
    static let entryPointBudget: UInt64 = 10_000
    static let validateGasMax: UInt64 = 100_000_000
    static let executeGasMax: UInt64 = 1_110_000_000
    static let depthMax = 50
    static let eventKeysMax = 50, eventDataMax = 300, eventsPerTransactionMax = 1000
    static let messageFeltsMax = 3700
    static let blockHashDelay: UInt64 = 10
}

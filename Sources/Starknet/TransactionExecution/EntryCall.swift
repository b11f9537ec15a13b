import CasmModel
import FiniteFields
import StarknetModel

/// One call of an entry point, before it runs.
struct EntryCall {
    var classHash: ClassHash
    /// The contract whose storage is used.
    var address: ContractAddress
    var caller: ContractAddress
    var type: EntryPointType
    var selector: Felt252
    var calldata: [Felt252]
    /// The gas of the call; the function gets `entryPointBudget` less.
    var gas: UInt64
    /// 0 for outer calls.
    var depth: Int
    var isValidation: Bool
}

/// How a call ended.
struct CallOutcome {
    /// It panicked, or could not be entered; the returned data says why.
    var failed: Bool
    var returned: [Felt252]
    var gasLeft: UInt64
    /// The frame it ran in; nil when none was entered.
    var frame: Int?
}

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

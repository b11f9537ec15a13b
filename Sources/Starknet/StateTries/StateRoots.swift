public import FiniteFields
import HashFunctions
import StarknetModel

/// The roots of the two tries of a state.
public struct StateRoots: Hashable, Sendable {
    public var contracts: Felt252
    public var classes: Felt252

    /// A state with these roots.
    public init(contracts: Felt252, classes: Felt252) {
        self.contracts = contracts
        self.classes = classes
    }

    /// The state before genesis.
    public static var empty: StateRoots { StateRoots(contracts: .zero, classes: .zero) }

    /// The root that block headers hold; 0 for the empty state.
    public var global: Felt252 {
        self == .empty ? .zero : Poseidon.hash(list: [Felt252(ascii: "STARKNET_STATE_V0"), contracts, classes])
    }
}

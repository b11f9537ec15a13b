public import StarknetModel

/// Which of the state's tries.
public enum TrieID: Hashable, Sendable {
    case contracts
    case classes
    case storage(ContractAddress)

    /// The hash of its nodes.
    public var hash: TrieHash {
        switch self {
        case .contracts, .storage: .pedersen
        case .classes: .poseidon
        }
    }
}

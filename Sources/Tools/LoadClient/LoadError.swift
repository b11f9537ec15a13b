/// Why a load cannot begin.
public enum LoadError: Error, Equatable, CustomStringConvertible {
    /// A node does not know an account that is to send: its chain has another genesis.
    case noAccount(address: String, node: String)
    /// A node has no block, not even genesis.
    case noBlocks(node: String)

    public var description: String {
        switch self {
        case .noBlocks(let node): "\(node) has no blocks"
        case .noAccount(let address, let node):
            "the chain of \(node) has no account \(address): --genesis names the chain's genesis file"
        }
    }
}

/// What the explorer asks of the chain, behind a protocol so that pages are tested without a node.
///
/// Answers are the `result` of the JSON-RPC call as text, or nil when the node does not answer or has no such thing.
public protocol ExplorerNode: Sendable {
    func result(method: String, params: String) -> [UInt8]?
}

/// Where a block's verification bundle comes from: bounded bytes, or nil while its proof is not stored.
public protocol BundleSource: Sendable {
    func bundle(of block: UInt64) -> [UInt8]?
}

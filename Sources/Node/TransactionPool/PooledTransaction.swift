public import FiniteFields
public import StarknetModel

/// A transaction that waits for a block.
public struct PooledTransaction: Sendable, Equatable {
    public var transaction: Transaction
    public var hash: Felt252
    public var nonce: UInt64
    /// The order of arrival at this node.
    public var arrival: UInt64
    /// The length of its encoding.
    public var byteCount: Int
    /// When it came, seconds of a clock that does not go back.
    var seconds: Double
}

/// The waiting transactions of one account by nonce.
struct AccountQueue: Sendable {
    var byNonce: [UInt64: PooledTransaction] = [:]

    /// The transactions that can run one after another from `nonce` on.
    func ready(from nonce: UInt64) -> [PooledTransaction] {
        var list: [PooledTransaction] = []
        var next = nonce
        while let entry = byNonce[next] {
            list.append(entry)
            next += 1
        }
        return list
    }
}

public import FiniteFields
public import StarknetModel

/// A transaction that waits for a block.
public struct PooledTransaction: Sendable, Equatable {
    /// The transaction as nodes pass it on.
    public var submitted: SubmittedTransaction
    public var hash: Felt252
    public var nonce: UInt64
    /// The order of arrival at this node.
    public var arrival: UInt64
    /// The length of its encoding.
    public var byteCount: Int
    public var transaction: Transaction { submitted.transaction }
    /// What its sender offers beyond the price, per unit of gas.
    var tip: UInt64 { transaction.tip }
    /// The most that its sender pays for a unit of L2 gas without the tip, in fri.
    var maxPrice: UInt128 { transaction.maxPrice }
    /// When it came, seconds of a clock that does not go back.
    var seconds: Double
    /// When it is passed on again, and after how many blocks more once again.
    var turn: RepeatTurn
}

/// The waiting transactions of one account by nonce.
struct AccountQueue: Sendable {
    var byNonce: [UInt64: PooledTransaction] = [:]
    /// The account's nonce when it was last heard of.
    var nextNonce: UInt64 = 0
    var byteCount = 0

    /// The nonce behind the transactions that can run one after another.
    var endOfReady: UInt64 {
        var next = nextNonce
        while byNonce[next] != nil { next += 1 }
        return next
    }

    /// The last transaction of those that can run.
    var lastReady: PooledTransaction? { endOfReady > nextNonce ? byNonce[endOfReady - 1] : nil }

    /// The transaction that waits for a nonce before it and is farthest ahead.
    var farthestGap: PooledTransaction? {
        let end = endOfReady
        return byNonce.values.filter { $0.nonce > end }.max { $0.nonce < $1.nonce }
    }

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

extension Transaction {
    /// What its sender offers beyond the price, per unit of gas.
    var tip: UInt64 { account?.tip ?? 0 }
    /// The most that its sender pays for a unit of L2 gas without the tip, in fri.
    var maxPrice: UInt128 { account?.resourceBounds.l2Gas.maxPricePerUnit ?? 0 }
}

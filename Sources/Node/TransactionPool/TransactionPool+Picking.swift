import FiniteFields
public import StarknetModel
import Synchronization

extension TransactionPool {
    /// Whether some account's next transaction waits here and offers `price`. Looks at every account once.
    /// Throws what `nextNonce` throws.
    public func hasReady<Failure: Error>(
        price: UInt128 = 0, nextNonce: (ContractAddress) throws(Failure) -> UInt64?
    ) throws(Failure) -> Bool {
        for (address, queue) in state.withLock({ $0.accounts }) {
            if let nonce = try nextNonce(address), let first = queue.byNonce[nonce], first.maxPrice >= price {
                return true
            }
        }
        return false
    }

    /// The transactions for the next block: of all that could come next, each account's first, always the one with the highest
    /// tip; of equal ones the one that came first (EXEC §1.7). One that offers less than `price` for a unit of L2 gas waits,
    /// and its account's others behind it. They stay in the pool until `removeIncluded`.
    ///
    /// `nextNonce` gives an account's nonce in the state that the block builds on; what it throws is thrown on.
    public func pick<Failure: Error>(
        max: Int, price: UInt128 = 0, nextNonce: (ContractAddress) throws(Failure) -> UInt64?
    ) throws(Failure) -> [PooledTransaction] {
        let queues = state.withLock { $0.accounts }
        var heads = TipQueue()
        for (address, queue) in queues {
            guard let nonce = try nextNonce(address), let first = queue.byNonce[nonce], first.maxPrice >= price else {
                continue
            }
            heads.insert(first)
        }
        var picked: [PooledTransaction] = []
        while picked.count < max, let best = heads.takeFirst() {
            picked.append(best)
            guard best.nonce < .max, let next = queues[best.transaction.sender]?.byNonce[best.nonce + 1],
                next.maxPrice >= price
            else { continue }
            heads.insert(next)
        }
        return picked
    }
}

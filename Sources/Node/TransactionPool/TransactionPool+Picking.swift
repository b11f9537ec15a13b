import FiniteFields
public import StarknetModel
import Synchronization

extension TransactionPool {
    /// Whether some account's next transaction waits here and offers `price`. Looks at every account once.
    public func hasReady(price: UInt128 = 0, nextNonce: (ContractAddress) -> UInt64?) -> Bool {
        let queues = state.withLock { $0.accounts }
        return queues.contains { address, queue in
            nextNonce(address).flatMap { queue.byNonce[$0] }.map { $0.maxPrice >= price } ?? false
        }
    }

    /// The transactions for the next block: of all that could come next, each account's first, always the one with the highest
    /// tip; of equal ones the one that came first (EXEC §1.7). One that offers less than `price` for a unit of L2 gas waits,
    /// and its account's others behind it. They stay in the pool until `removeIncluded`.
    ///
    /// `nextNonce` gives an account's nonce in the state that the block builds on.
    public func pick(max: Int, price: UInt128 = 0, nextNonce: (ContractAddress) -> UInt64?) -> [PooledTransaction] {
        let queues = state.withLock { $0.accounts }
        var heads = TipQueue()
        for (address, queue) in queues {
            guard let nonce = nextNonce(address), let first = queue.byNonce[nonce], first.maxPrice >= price else {
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

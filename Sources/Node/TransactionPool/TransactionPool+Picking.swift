import FiniteFields
public import StarknetModel
import Synchronization

extension TransactionPool {
    /// Whether some account's next transaction waits here. Looks at every account once.
    public func hasReady(nextNonce: (ContractAddress) -> UInt64?) -> Bool {
        let queues = state.withLock { $0.accounts }
        return queues.contains { address, queue in
            nextNonce(address).map { queue.byNonce[$0] != nil } ?? false
        }
    }

    /// The transactions for the next block: in order of arrival, but never an account's transaction before the ones
    /// its nonce has to wait for. They stay in the pool until `removeIncluded`.
    ///
    /// `nextNonce` gives an account's nonce in the state that the block builds on.
    public func pick(max: Int, nextNonce: (ContractAddress) -> UInt64?) -> [PooledTransaction] {
        let queues = state.withLock { $0.accounts }
        var chains: [[PooledTransaction]] = []
        for (address, queue) in queues {
            guard let nonce = nextNonce(address) else { continue }
            let ready = queue.ready(from: nonce)
            if !ready.isEmpty { chains.append(ready) }
        }
        // A transaction's place is the latest arrival of its chain up to it: sorting by that keeps chains in order.
        var order: [(arrival: UInt64, nonce: UInt64, entry: PooledTransaction)] = []
        for chain in chains {
            var latest: UInt64 = 0
            for entry in chain {
                latest = Swift.max(latest, entry.arrival)
                order.append((latest, entry.nonce, entry))
            }
        }
        order.sort { ($0.arrival, $0.nonce) < ($1.arrival, $1.nonce) }
        return order.prefix(max).map(\.entry)
    }
}

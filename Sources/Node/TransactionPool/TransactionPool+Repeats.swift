public import FiniteFields
public import StarknetModel
import Synchronization

/// What is passed on more than once: everything that waits, until it is in a block or dropped.
extension TransactionPool {
    /// The transactions that are due to be passed on again, those that are due for longest first, as much as fits into
    /// `PoolLimits.repeatedBytesMax`, and one in any case. To be asked once after each decided block.
    public func takeRepeats() -> [SubmittedTransaction] {
        state.withLock { state in
            var due: [PooledTransaction] = []
            for queue in state.accounts.values {
                due += queue.byNonce.values.filter { $0.turn.block <= state.blocks }
            }
            due.sort { ($0.turn.block, $0.arrival) < ($1.turn.block, $1.arrival) }
            var taken: [SubmittedTransaction] = [], byteCount = 0
            for entry in due {
                byteCount += entry.byteCount
                guard taken.isEmpty || byteCount <= limits.repeatedBytesMax else { break }
                state.accounts[entry.transaction.sender]?.byNonce[entry.nonce]?.turn.take(now: state.blocks)
                taken.append(entry.submitted)
            }
            return taken
        }
    }

    /// Why a transaction that no client sent is not looked at: it was dropped here for a reason that still holds.
    /// Without this two nodes would give each other for ever what both drop in turn.
    public func refusal(ofDropped hash: Felt252) -> PoolRefusal? {
        dropReason(hash: hash).flatMap { $0 == .evicted ? nil : .dropped($0) }
    }
}

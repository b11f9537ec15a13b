import ChainStorage
import FiniteFields
import StarknetModel
import StateTries
public import TransactionExecution

extension BlockProducer {
    /// An executor over the state after a block, for runs of which nothing is kept.
    public func simulation(after number: UInt64) throws(ProducerError) -> BlockExecutor {
        guard let stored = try reading({ () throws(StoreError) in try store.header(number) }) else { throw .noGenesis }
        var context = stored.header.context
        context.number += 1
        context.timestamp = max(context.timestamp, try nextContext().timestamp)
        return try executor(context, ChainHead(number: number, hash: stored.hash, roots: .empty))
    }

    /// Executes a block of the store again, for its traces. `isStopped` ends it with `StateReadError.stopped`.
    public func replay(
        block number: UInt64, isStopped: (@Sendable () -> Bool)? = nil
    ) throws(ProducerError) -> [ExecutedTransaction] {
        guard number > 0 else { return [] }
        guard let stored = try reading({ () throws(StoreError) in try store.header(number) }) else { throw .noGenesis }
        let parent = ChainHead(number: number - 1, hash: stored.header.parentHash, roots: .empty)
        let executor = try executor(stored.header.context, parent)
        executor.isStopped = isStopped
        for (index, entry) in try reading({ () throws(StoreError) in try store.transactions(number) }).enumerated() {
            try execute(entry.transaction, at: index, executor)
        }
        return executor.transactions
    }
}

public import ChainStorage
import FiniteFields
import StarknetModel
public import TransactionExecution

extension BlockProducer {
    /// An executor over a state, for runs of which nothing is kept. They see the block after the state's.
    public func simulation(on state: ChainState) throws(ProducerError) -> BlockExecutor {
        let number = state.blockNumber
        guard let stored = try reading({ () throws(StoreError) in try store.header(number) }) else { throw .noGenesis }
        return try executor(context(after: stored.header), parentHash: stored.hash, state: state)
    }

    /// Executes a block of the store again, for its traces. `isStopped` ends it with `StateReadError.stopped`.
    public func replay(
        block number: UInt64, isStopped: (@Sendable () -> Bool)? = nil
    ) throws(ProducerError) -> (transactions: [ExecutedTransaction], initialReads: InitialReads) {
        guard number > 0 else { return ([], InitialReads()) }
        guard let stored = try reading({ () throws(StoreError) in try store.header(number) }) else { throw .noGenesis }
        let executor = try executor(stored.header.context, parentHash: stored.header.parentHash)
        executor.isStopped = isStopped
        executor.keepsStateDiffs = true
        for (index, entry) in try reading({ () throws(StoreError) in try store.transactions(number) }).enumerated() {
            try execute(entry.transaction, at: index, executor)
        }
        return (executor.transactions, executor.initialReads)
    }
}

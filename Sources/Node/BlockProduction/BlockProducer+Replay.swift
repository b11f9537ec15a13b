public import ChainStorage
import FiniteFields
public import ProtocolRules
public import StarknetModel
public import TransactionExecution

extension BlockProducer {
    /// An executor over a state, for runs of which nothing is kept. They see the block after the state's.
    public func simulation(on state: ChainState) throws(ProducerError) -> BlockExecutor {
        let stored = try header(state.blockNumber)
        return try executor(context(after: stored.header), parentHash: stored.hash, state: state)
    }

    /// Executes a transaction, a declaration with its class compiled; of nobody's block with other options than a block's.
    @discardableResult
    public func execute(
        _ submitted: SubmittedTransaction, _ executor: BlockExecutor, _ options: ExecutionOptions = .block
    ) throws(ExecutionFailure) -> ExecutedTransaction {
        let declaring = try declaredClass(of: submitted)
        return try executor.execute(submitted.transaction, declaring: declaring, options: options)
    }

    /// The same for an estimate, with the bound of L2 gas that the transaction needs.
    public func estimate(
        _ submitted: SubmittedTransaction, _ executor: BlockExecutor, _ options: ExecutionOptions
    ) throws(ExecutionFailure) -> UInt64 {
        let declaring = try declaredClass(of: submitted)
        let transaction = submitted.transaction
        let gas = try executor.estimate(transaction, declaring: declaring, options: options).l2Gas
        if boundsGas {
            // Nobody is told of a bound that is refused then.
            do throws(TransactionRejection) { try ProvingBudget.check(gas: gas, of: transaction) } catch {
                throw .rejected(error)
            }
        }
        return gas
    }

    /// Executes a block of the store again, for its traces. `isStopped` ends it with `StateReadError.stopped`.
    public func replay(
        block number: UInt64, isStopped: (@Sendable () -> Bool)? = nil
    ) throws(ProducerError) -> (transactions: [ExecutedTransaction], initialReads: InitialReads) {
        guard number > 0 else { return ([], InitialReads()) }
        let executor = try executor(of: try header(number).header, isStopped)
        for (index, entry) in try submitted(number).enumerated() {
            try executeIncluded(entry, at: index, executor)
        }
        return (executor.transactions, executor.initialReads)
    }

    /// Executes the block that was built or checked last on the present head again, for its traces; nil when there is none.
    public func replayCandidate(
        isStopped: (@Sendable () -> Bool)? = nil
    ) throws(ProducerError) -> [ExecutedTransaction]? {
        guard let made = candidate else { return nil }
        let executor = try executor(of: made.block.header, isStopped)
        for (index, transaction) in made.block.transactions.enumerated() {
            let declaring = made.declared.first { $0.declaration.classHash == transaction.declaredClass }
            do { try executor.execute(transaction, declaring: declaring) } catch {
                throw Self.failure(error, at: index)
            }
        }
        return executor.transactions
    }

    /// An executor of a block that was made before, which keeps what traces tell.
    private func executor(
        of header: BlockHeader, _ isStopped: (@Sendable () -> Bool)?
    ) throws(ProducerError) -> BlockExecutor {
        let executor = try executor(header.context, parentHash: header.parentHash)
        executor.isStopped = isStopped
        executor.keepsStateDiffs = true
        return executor
    }
}

import BlockPrograms
public import BlockProduction
public import ChainStorage
public import FiniteFields
import JSONCoding
import ProtocolRules
public import StarknetJSON
public import StarknetModel
public import StarknetRPC
import TransactionExecution
import TransactionPool

/// The RPC's view of execution: calls, submissions, simulations, traces over the block producer.
public struct NodeExecution: RPCExecution {
    let producer: BlockProducer

    public init(producer: BlockProducer) { self.producer = producer }

    public func nextBlock() throws(RPCError) -> BlockContext {
        do { return try producer.nextContext() } catch { throw RPCError.internalError.because("\(error)") }
    }

    public func preConfirmed() throws(RPCError) -> PreConfirmedBlock {
        guard let made = producer.candidate else { return PreConfirmedBlock(context: try nextBlock()) }
        return PreConfirmedBlock(
            context: made.block.header.context,
            transactions: zip(made.transactionHashes, made.block.transactions).map {
                StoredTransaction(hash: $0, transaction: $1)
            },
            receipts: made.block.receipts, stateDiff: made.block.stateDiff)
    }

    public func call(
        _ contract: ContractAddress, selector: Felt252, calldata: [Felt252], state: ChainState, _ stop: RPCStop
    ) throws(RPCError) -> [Felt252] {
        let context: BlockContext
        do {
            guard let header = try producer.store.header(state.blockNumber)?.header else {
                throw RPCError.blockNotFound
            }
            context = header.context
        } catch let error as RPCError {
            throw error
        } catch {
            throw RPCError.internalError.because("\(error)")
        }
        do {
            return try ContractCall.run(
                chain: producer.chain, context: context, state: stored(state), address: contract, selector: selector,
                calldata: calldata, isStopped: { stop.isDue })
        } catch {
            switch error {
            case .noContract: throw RPCError.contractNotFound
            case .entryPointNotFound: throw RPCError.entryPointNotFound
            case .failed(let stack, let reason): throw RPCError.contractFailure(stack.ofCall(reason: reason))
            case .state(let error): throw Self.rpcError(error)
            }
        }
    }

    private func stored(_ state: ChainState) -> StoredState {
        StoredState(state, store: producer.store, cache: producer.cache)
    }

    public func submit(_ transaction: SubmittedTransaction) throws(RPCError) -> Felt252 {
        do {
            return try producer.submit(transaction)
        } catch {
            throw Self.rpcError(error)
        }
    }

    public func simulate(
        _ transactions: [BroadcastedTransaction], state: ChainState, _ wanted: SimulationOptions, _ stop: RPCStop
    ) throws(RPCError) -> Simulation {
        // The state of a past block stands in for that of the latest: the run sees the block that would follow it. On a
        // chain without fees bounds of zero are usual.
        var options = ExecutionOptions(
            validates: wanted.validates, checksNonce: !wanted.isEstimate,
            ignoresGasBounds: wanted.isEstimate || !wanted.chargesFee || !producer.chain.fees)
        let executor: BlockExecutor
        do {
            executor = try producer.simulation(on: state)
        } catch {
            throw RPCError.internalError.because("\(error)")
        }
        executor.isStopped = { stop.isDue }
        executor.keepsStateDiffs = true
        var bounds: [UInt64] = []
        for (index, sent) in transactions.enumerated() {
            options.isQuery = sent.isQuery
            do {
                try requireUnused(sent.transaction, executor)
                let submitted = SubmittedTransaction(sent.transaction, declaring: sent.declaredClass)
                if wanted.isEstimate {
                    bounds.append(try producer.estimate(submitted, executor, options))
                } else {
                    try producer.execute(submitted, executor, options)
                }
            } catch {
                switch error {
                case .rejected(let rejection):
                    throw RPCError.executionFailure(
                        index: index,
                        Self.failure(rejection, of: sent.transaction, state, isEstimate: wanted.isEstimate))
                case .host(let error): throw Self.rpcError(error)
                }
            }
        }
        var simulation = Self.simulation(executor.transactions, wanted, executor.initialReads)
        for (index, bound) in bounds.enumerated() { simulation.transactions[index].receipt.gas.l2Gas = bound }
        return simulation
    }

    /// An estimate is of a transaction that can still come: its nonce may be ahead of the account's, not behind it.
    private func requireUnused(_ transaction: Transaction, _ executor: BlockExecutor) throws(ExecutionFailure) {
        guard transaction.account != nil else { return }
        let expected: Felt252
        do { expected = try executor.nonce(of: transaction.sender) } catch { throw .host(error) }
        if let own = transaction.nonce.asUInt64, let next = expected.asUInt64, own < next {
            throw .rejected(.invalidNonce(expected: expected, found: transaction.nonce))
        }
    }

    public func trace(
        block number: UInt64, _ options: SimulationOptions, _ stop: RPCStop
    ) throws(RPCError) -> Simulation {
        do {
            let replayed = try producer.replay(block: number, isStopped: { stop.isDue })
            return Self.simulation(replayed.transactions, options, replayed.initialReads)
        } catch { throw Self.rpcError(error) }
    }

    public func tracePreConfirmed(_ options: SimulationOptions, _ stop: RPCStop) throws(RPCError) -> Simulation? {
        do {
            guard let transactions = try producer.replayCandidate(isStopped: { stop.isDue }) else { return nil }
            return Self.simulation(transactions, options, InitialReads())
        } catch { throw Self.rpcError(error) }
    }

    /// A run that met what it could not read, or was told to end.
    static func rpcError(_ error: StateReadError) -> RPCError {
        if case .stopped = error { RPCError.outOfTime } else { RPCError.internalError.because(error.reason) }
    }

    /// A block that could not be executed again.
    private static func rpcError(_ error: ProducerError) -> RPCError {
        if case .execution(.state(.stopped)) = error {
            RPCError.outOfTime
        } else {
            RPCError.internalError.because("\(error)")
        }
    }

    static func rpcError(_ refusal: GatewayRefusal) -> RPCError {
        switch refusal {
        case .duplicate: RPCError.duplicateTransaction
        case .pool(.duplicate): RPCError.duplicateTransaction
        case .pool(.nonceUsed(let expected)): RPCError.invalidNonce.because("the account's next nonce is \(expected)")
        case .pool(.nonceTooFar(let expected)):
            RPCError.invalidNonce.because("too far ahead: the account's next nonce is \(expected)")
        case .pool(.nonceOutOfRange): RPCError.invalidNonce.because("the nonce is no 64-bit number")
        case .pool(.underpriced): RPCError.underpricedReplacement
        case .pool(.accountFull): RPCError.unexpected.because("too many transactions of this account are waiting")
        case .pool(.gapsFull(let expected)):
            RPCError.invalidNonce.because(
                "this one, or too many of this account, would wait for nonce \(expected), which has not come")
        case .pool(.dropped(let reason)): RPCError.unexpected.because(reason.rawValue)
        case .pool(.full): RPCError.unexpected.because("the transaction pool is full; try again later")
        case .busy(let seconds):
            RPCError.unexpected.because(
                "the node checks as many transactions as it has time for; try again in \(Int(seconds.rounded(.up))) s")
        case .execution(let rejection): rpcError(rejection)
        case .tooLarge: RPCError.classTooLarge.because("a transaction with its class must fit into a block")
        case .producer(let error): RPCError.internalError.because("\(error)")
        }
    }
}

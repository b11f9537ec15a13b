import ByteCoding
import ChainStorage
import FiniteFields
import ProtocolRules
import StarknetModel
import Synchronization
import Threading
public import TransactionExecution
import TransactionPool

/// A block that was built here, with what others need to make it too.
public struct ProposedBlock: Sendable {
    /// The encoded `BlockProposal`.
    public var content: [UInt8]
    public var executed: ExecutedBlock
}

extension BlockProducer {
    /// The longest that executing transactions for one block may take, milliseconds. A transaction that is running then is
    /// taken back and waits for the next block; the first of a block, which had more time, leaves the pool.
    public static let buildMillisMax = 1_200

    /// Whether a block built now would hold transactions. Also when the store cannot be read: `build` says why then.
    public var hasPendingTransactions: Bool {
        if l1Messages?.waiting.isEmpty == false { return true }
        guard pool.count > 0 else { return false }
        do {
            let context = try nextContext(), state = store.state(after: context.number - 1)
            return try pool.hasReady(price: leastPrice(in: context)) { (sender) throws(StoreError) in
                try state.nonce(sender).asUInt64
            }
        } catch { return true }
    }

    /// What a transaction must offer for a unit of L2 gas to be in a block.
    private func leastPrice(in context: BlockContext) -> UInt128 { chain.fees ? context.gasPrices.l2Gas.fri : 0 }

    /// Builds the next block from the pool. Transactions that turn out not to be executable leave the pool. `failedRounds`
    /// is how often the height was tried before; `isStale` ends the call with `StateReadError.stopped`.
    public func build(
        failedRounds: UInt32 = 0, isStale: @escaping @Sendable () -> Bool = { false }
    ) throws(ProducerError) -> ProposedBlock {
        try admission.besideConsensus { () throws(ProducerError) in try buildBlock(failedRounds, isStale) }
    }

    private func buildBlock(
        _ failedRounds: UInt32, _ isStale: @escaping @Sendable () -> Bool
    ) throws(ProducerError) -> ProposedBlock {
        let (head, parent) = try head()
        let context = try context(after: parent)
        let executor = try executor(context, parentHash: head.hash)
        let state = store.state(after: head.number)
        let waiting = try reading { () throws(StoreError) in
            try pool.pick(max: blockTransactions, price: leastPrice(in: context)) { (sender) throws(StoreError) in
                try state.nonce(sender).asUInt64
            }
        }
        let budget = BuildBudget(full: buildMillis, failedRounds: failedRounds, now: MonotonicClock.nowMillis)
        var byteCount = 0
        var included = try handleMessages(executor, &byteCount)
        // The first one that is tried: a refused one took its time too.
        var isFirst = included.isEmpty
        // What allows itself more L2 gas is not tried: one of twice as much was executed in vain, for want of room.
        var gasMost = UInt64.max
        for entry in waiting {
            guard hasRoom(executor) else { break }
            if byteCount + entry.byteCount > Self.contentBytesMax - 1_024 { break }
            let gas = entry.submitted.transaction.account?.resourceBounds.l2Gas.maxAmount ?? 0
            if gas > gasMost { continue }
            defer { isFirst = false }
            let began = MonotonicClock.nowMillis
            guard let end = budget.end(isFirst: isFirst, now: began) else { break }
            executor.isStopped = { MonotonicClock.nowMillis >= end || isStale() }
            do {
                try execute(entry.submitted, executor)
                byteCount += entry.byteCount
                included.append(entry.submitted)
                if isFirst {
                    let millis = MonotonicClock.nowMillis - began
                    slow.withLock { $0.noteFirst(entry.hash, millis: millis, full: buildMillis) }
                }
            } catch .host(.stopped) {
                if isStale() { throw .execution(.state(.stopped)) }
                if isFirst { pool.remove(hash: entry.hash, because: .tooSlow) }
                break
            } catch .host(let error) {
                throw .execution(.state(error))
            } catch .rejected(.invalidNonce(let expected, let found)) where expected.precedes(found) {
                // A transaction before it was refused: it waits for another one of that nonce.
                continue
            } catch .rejected(.noRoomToProve) {
                gasMost = gas / 2
            } catch .rejected(.beyondProvingBudget) {
                pool.remove(hash: entry.hash, because: .notProvable)
            } catch {
                pool.remove(hash: entry.hash, because: .notExecutable)
            }
        }
        executor.isStopped = nil
        let proposal = BlockProposal(
            parentHash: head.hash, context: context, transactions: included)
        let content = proposal.encoded
        return ProposedBlock(content: content, executed: try finish(executor, content: content))
    }

    /// Executes a proposed block of the next height and returns what it makes. Throws when it breaks a rule. The clock is no
    /// part of the rules: see `untimeliness(of:)`. `isStale` ends it with `StateReadError.stopped`.
    @discardableResult
    public func validate(
        content: [UInt8], isStale: (@Sendable () -> Bool)? = nil
    ) throws(ProducerError) -> ExecutedBlock {
        if let known = known(content) { return known }
        return try admission.besideConsensus { () throws(ProducerError) in try executeProposal(content, isStale) }
    }

    private func executeProposal(
        _ content: [UInt8], _ isStale: (@Sendable () -> Bool)?
    ) throws(ProducerError) -> ExecutedBlock {
        guard content.count <= Self.contentBytesMax else { throw .invalid("content is too large") }
        let proposal: BlockProposal
        do { proposal = try BlockProposal(decoding: content) } catch { throw .malformed(error) }
        let (head, parent) = try head()
        let context = proposal.context
        guard proposal.parentHash == head.hash else {
            throw .invalid(
                "it builds on block \(proposal.parentHash.hex), the head here is \(head.number), \(head.hash.hex)")
        }
        let used = try l2Gas(of: parent)
        do { try genesis.headerRules.check(context, after: parent.context, parentL2Gas: used) } catch {
            throw .rule(error)
        }
        let executor = try executor(context, parentHash: head.hash)
        executor.isStopped = isStale
        for (index, transaction) in proposal.transactions.enumerated() {
            do { try BlockRules.checkRoom(transactions: index, l2Gas: executor.l2Gas) } catch { throw .rule(error) }
            try executeIncluded(transaction, at: index, executor)
        }
        executor.isStopped = nil
        return try finish(executor, content: content)
    }

    /// Why a valid content is not voted for as a new block now: its time is more than `clockDriftSeconds` ahead of this
    /// node's clock. Nil when it may be. The parent's time plays no part, or proposers could move the chain's clock ahead
    /// step by step.
    public func untimeliness(of content: [UInt8]) -> String? { Self.untimeliness(of: content, now: clock()) }

    /// The rule, by a clock that shows `now`, in seconds since 1970.
    package static func untimeliness(of content: [UInt8], now: UInt64) -> String? {
        var reader = ByteReader(content)
        guard let (_, context) = try? BlockProposal.head(from: &reader) else { return "its content is malformed" }
        guard context.timestamp > now, context.timestamp - now > Self.clockDriftSeconds else { return nil }
        return "its time is \(context.timestamp - now) s ahead of this node's clock"
    }

    /// Executes the messages of L1 that wait: they come first in a block, and take at most half of its bytes.
    private func handleMessages(
        _ executor: BlockExecutor, _ byteCount: inout Int
    ) throws(ProducerError) -> [SubmittedTransaction] {
        var included: [SubmittedTransaction] = []
        for message in l1Messages?.waiting ?? [] {
            guard hasRoom(executor) else { break }
            let submitted = SubmittedTransaction(.l1Handler(message)), count = submitted.encoded.count
            if byteCount + count > Self.contentBytesMax / 2 { break }
            do throws(ExecutionFailure) {
                try execute(submitted, executor)
                included.append(submitted)
                byteCount += count
            } catch {
                switch error {
                case .host(let failure): throw .execution(.state(failure))
                case .rejected(.noRoomToProve): return included
                case .rejected: l1Messages?.remove([message])
                }
            }
        }
        return included
    }

    private func hasRoom(_ executor: BlockExecutor) -> Bool {
        (try? BlockRules.checkRoom(transactions: executor.transactions.count, l2Gas: executor.l2Gas)) != nil
    }

    /// Executes a transaction that is in a block already: one that was proposed or stored.
    func executeIncluded(
        _ submitted: SubmittedTransaction, at index: Int, _ executor: BlockExecutor
    ) throws(ProducerError) {
        do { try execute(submitted, executor) } catch { throw Self.failure(error, at: index) }
    }

    /// What it means for a block that one of its transactions cannot be executed.
    static func failure(_ error: ExecutionFailure, at index: Int) -> ProducerError {
        switch error {
        case .host(let error): .execution(.state(error))
        case .rejected(let rejection): .rejected(index: index, rejection)
        }
    }
}
